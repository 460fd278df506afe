import { asId } from "@/core/ids";
import { getRatingSettings } from "@/services/partners/get-rating-settings";
import { previewRatingSettings } from "@/services/partners/preview-rating-settings";
import { updateRatingSettings } from "@/services/partners/update-rating-settings";
import { personProcedure, router } from "@/trpc/init";
import { partnerIdInput } from "@/trpc/inputs/partner";
import { ratingSettingsInput } from "@/trpc/inputs/rating-settings";
import { formOfSettings, settingsOfForm } from "./settings-of-form";

/** How a partner's CDRs are rated, for operations and finance; the services keep others out. */
export const ratingSettingsRouter = router({
  get: personProcedure.input(partnerIdInput).query(async ({ ctx, input }) => {
    const { name, settings } = await getRatingSettings(ctx.ctx, asId<"partner">(input.partnerId));
    return { name, form: formOfSettings(settings) };
  }),
  /** A mutation because of its size only: it changes nothing. Times are ISO texts. */
  preview: personProcedure
    .input(ratingSettingsInput)
    .mutation(async ({ ctx, input: { partnerId, form } }) => {
      const id = asId<"partner">(partnerId);
      const effect = await previewRatingSettings(ctx.ctx, id, settingsOfForm(form));
      const changes = effect.changes.map((change) => ({
        ...change,
        startedAt: change.startedAt.toString(),
      }));
      return { ...effect, changes };
    }),
  update: personProcedure
    .input(ratingSettingsInput)
    .mutation(({ ctx, input: { partnerId, form } }) =>
      updateRatingSettings(ctx.ctx, asId<"partner">(partnerId), settingsOfForm(form)),
    ),
});
