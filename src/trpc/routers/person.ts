import { setLocale } from "@/services/users/set-locale";
import { localeInput } from "@/trpc/inputs/locale";
import { personProcedure, router } from "@/trpc/init";

/** What everybody who is signed in may do. */
export const personRouter = router({
  setLocale: personProcedure
    .input(localeInput)
    .mutation(({ ctx, input }) => setLocale(ctx.ctx, input.locale)),
});
