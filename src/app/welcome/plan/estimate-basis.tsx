"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatEnergy } from "@/i18n/formats";
import type { Sums } from "./plan-choice";

/** What the sums are made of: which charges, where, and how they were priced. */
export function EstimateBasis({ basis }: { basis: Sums["basis"] }) {
  const t = useTranslations("welcome.plan");
  const locale = useLocale();
  const { normal, fast, isOwnCountry } = basis;
  if (!normal && !fast) {
    return <p className="max-w-prose text-sm text-ink-soft">{t("basisNone")}</p>;
  }
  const values = (part: NonNullable<typeof normal>) => ({
    charges: part.charges,
    energy: formatEnergy(part.energy, locale, 0),
    place: part.place,
    city: part.city,
    operator: part.operator,
  });
  return (
    <section className="flex max-w-prose flex-col gap-2 text-sm text-ink-soft">
      <h2 className="font-medium text-ink">{t("basisTitle")}</h2>
      {normal ? <p>{t("basisNormal", values(normal))}</p> : null}
      {fast ? <p>{t("basisFast", values(fast))}</p> : null}
      {isOwnCountry ? null : <p>{t("basisAbroad")}</p>}
      <p>{t("basisMiddle")}</p>
    </section>
  );
}
