"use client";

import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/field";
import { formatScaled } from "@/core/money/quantity";
import { formatTyped } from "@/i18n/formats";

/** The charge that the prices are for: a plain form, so that it works before any script has come. */
export function PlanForm({
  locationId,
  energy,
  minutes,
}: {
  locationId: string;
  energy: bigint;
  minutes: number;
}) {
  const t = useTranslations("quote.plan");
  const locale = useLocale();
  return (
    <form
      action={`/charge/${locationId}`}
      aria-label={t("title")}
      className="flex flex-col gap-2 print:hidden"
    >
      <p className="font-medium">{t("title")}</p>
      <div className="flex flex-wrap items-end gap-3">
        <label className="flex flex-col gap-1.5 text-sm font-medium">
          {t("energy")}
          <input
            name="kwh"
            inputMode="decimal"
            autoComplete="off"
            required
            pattern="\d{1,3}([.,]\d)?"
            maxLength={5}
            key={String(energy)}
            defaultValue={formatTyped(formatScaled(energy, 6), locale, 1)}
            className={`${controlLook} max-w-24 font-mono font-normal`}
          />
        </label>
        <label className="flex flex-col gap-1.5 text-sm font-medium">
          {t("minutes")}
          <input
            name="min"
            inputMode="numeric"
            autoComplete="off"
            required
            pattern="\d{1,4}"
            maxLength={4}
            key={String(minutes)}
            defaultValue={String(minutes)}
            className={`${controlLook} max-w-24 font-mono font-normal`}
          />
        </label>
        <Button type="submit" variant="secondary">
          {t("show")}
        </Button>
      </div>
      <p className="text-sm text-ink-soft">{t("note")}</p>
    </form>
  );
}
