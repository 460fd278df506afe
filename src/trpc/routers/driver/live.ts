import { setCap, setDefaultCap } from "@/services/session-watch/set-cap";
import { driverProcedure, driverUseProcedure, router } from "@/trpc/init";
import { capInput, defaultCapInput } from "@/trpc/inputs/cap";

/** What a driver does about a charge that runs. */
export const liveRouter = router({
  /** The most that this charge may cost. */
  setCap: driverUseProcedure.input(capInput).mutation(({ ctx, input }) => {
    const { id, currency, amountMinor, action } = input;
    const cap = amountMinor === null ? null : { amountMinor, currency, action };
    return setCap(ctx.ctx, id, cap);
  }),
  /** What each charge begins with. */
  setDefaultCap: driverProcedure.input(defaultCapInput).mutation(({ ctx, input }) => {
    const { currency, amountMinor, action } = input;
    const cap = amountMinor === null ? null : { amountMinor, currency, action };
    return setDefaultCap(ctx.ctx, { currency, cap });
  }),
});
