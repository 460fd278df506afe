import { mintLink } from "@/auth/mint-link";
import { INVITATION_MAX_AGE_S } from "@/auth/sign-in-settings";
import { inviteDriver, listOpenSignUps } from "@/services/sign-up/invite-driver";
import { readPortal } from "@/services/tenants/read-portal";
import { operationsProcedure, router } from "@/trpc/init";
import { inviteDriverInput } from "@/trpc/inputs/welcome";

/** Who is about to become a driver. */
export const driversRouter = router({
  list: operationsProcedure.query(async ({ ctx }) => {
    const [signUps, { signUp }] = await Promise.all([
      listOpenSignUps(ctx.ctx),
      readPortal(ctx.ctx),
    ]);
    return { signUps, isOpen: signUp === "open" };
  }),
  invite: operationsProcedure.input(inviteDriverInput).mutation(({ ctx, input }) =>
    inviteDriver(ctx.ctx, {
      ...input,
      makeLink: (email) => mintLink(email, INVITATION_MAX_AGE_S),
    }),
  ),
});
