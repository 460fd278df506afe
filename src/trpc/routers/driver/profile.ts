import { readDriverProfile, saveDriverProfile } from "@/services/drivers/driver-profile";
import { asId } from "@/core/ids";
import { acceptTerms, listAcceptances, readTermsStanding } from "@/services/terms/accept-terms";
import { requestEmailChange } from "@/services/users/change-email";
import { readSelf, renameSelf } from "@/services/users/rename-person";
import { driverOwnerProcedure, personProcedure, router } from "@/trpc/init";
import { localeInput } from "@/trpc/inputs/locale";
import { acceptTermsInput, emailInput, nameInput, profileInput } from "@/trpc/inputs/welcome";

/** Who the driver is, and how he signs in. His own alone: not even an admin of his account sees it. A member has a name. */
export const profileRouter = router({
  self: personProcedure.query(({ ctx }) => readSelf(ctx.ctx)),
  rename: personProcedure.input(nameInput).mutation(({ ctx, input }) => renameSelf(ctx.ctx, input)),
  read: driverOwnerProcedure.query(({ ctx }) => readDriverProfile(ctx.ctx)),
  save: driverOwnerProcedure
    .input(profileInput)
    .mutation(({ ctx, input }) => saveDriverProfile(ctx.ctx, input)),
  changeEmail: driverOwnerProcedure
    .input(emailInput)
    .mutation(({ ctx, input }) => requestEmailChange(ctx.ctx, input)),
  /** How he stands to the terms that hold, with their text. */
  terms: driverOwnerProcedure
    .input(localeInput)
    .query(({ ctx, input }) => readTermsStanding(ctx.ctx, input.locale)),
  acceptances: driverOwnerProcedure.query(({ ctx }) => listAcceptances(ctx.ctx)),
  acceptTerms: driverOwnerProcedure.input(acceptTermsInput).mutation(async ({ ctx, input }) => {
    const termsVersionId = asId<"other">(input.termsVersionId);
    await acceptTerms(ctx.ctx, { termsVersionId, address: ctx.address });
  }),
});
