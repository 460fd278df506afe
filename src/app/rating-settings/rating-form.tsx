"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";
import { ratingSettingsForm, type RatingSettingsForm } from "@/trpc/inputs/rating-settings";
import type { RouterOutputs } from "@/trpc/outputs";
import { EffectPanel } from "./effect-panel";
import { ContractSettings, FindingSettings, ReadingSettings } from "./reading-settings";
import { SaveRating } from "./save-rating";
import { ToleranceSettings } from "./tolerance-settings";

/** An effect that was asked for, with the settings that it belongs to; null where it could not be computed. */
interface SeenEffect {
  readonly form: RatingSettingsForm;
  readonly effect: RouterOutputs["ratingSettings"]["preview"] | null;
}

/** How a partner's CDRs are rated: what may be set, its effect, and the deed. */
export function RatingForm({
  partner,
  inForce,
  showsCdrs,
}: {
  partner: { readonly id: string; readonly name: string };
  inForce: RatingSettingsForm;
  showsCdrs: boolean;
}) {
  const t = useTranslations("ratingSettings");
  const { form, seen, isStale, see, save } = useRatingForm(partner.id, inForce);
  const { isSubmitting, isDirty } = form.formState;
  return (
    <form noValidate onSubmit={(event) => void see(event)} className="flex flex-col">
      <ToleranceSettings form={form} />
      <ContractSettings form={form} />
      <ReadingSettings form={form} />
      <FindingSettings form={form} />
      <div className="flex flex-col gap-6 border-t border-ink pt-5">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button type="submit" variant={seen ? "secondary" : "primary"} isPending={isSubmitting}>
            {t("see")}
          </Button>
          <output className="text-sm text-ink-soft">{isDirty ? t("unsaved") : t("inForce")}</output>
        </div>
        {seen ? <EffectPanel effect={seen.effect} isStale={isStale} showsCdrs={showsCdrs} /> : null}
        {seen && isDirty && !isStale ? (
          <SaveRating name={partner.name} effect={seen.effect} onSave={save} />
        ) : null}
      </div>
    </form>
  );
}

function useRatingForm(partnerId: string, inForce: RatingSettingsForm) {
  const t = useTranslations("ratingSettings");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const preview = useMutation(trpc.ratingSettings.preview.mutationOptions());
  const update = useMutation(trpc.ratingSettings.update.mutationOptions());
  const [seen, setSeen] = useState<SeenEffect>();
  const form = useForm<RatingSettingsForm>({
    resolver: zodResolver(ratingSettingsForm),
    values: inForce,
    resetOptions: { keepDirtyValues: true },
  });
  const typed = useWatch({ control: form.control });
  const see = form.handleSubmit(
    async (wanted) => {
      const effect = await preview.mutateAsync({ partnerId, form: wanted }).catch(() => null);
      setSeen({ form: wanted, effect });
    },
    () => toast.error(t("invalid")),
  );
  const save = async () => {
    if (!seen) return;
    try {
      await update.mutateAsync({ partnerId, form: seen.form });
      form.reset(seen.form);
      setSeen(undefined);
      toast.success(t("saved"));
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  const isStale =
    seen !== undefined && !isSame(ratingSettingsForm.safeParse(typed).data, seen.form);
  return { form, seen, isStale, see, save };
}

// The schema gives its fields in one order, and texts without spaces around them.
function isSame(typed: RatingSettingsForm | undefined, seen: RatingSettingsForm): boolean {
  return JSON.stringify(typed) === JSON.stringify(seen);
}
