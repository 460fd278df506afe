"use client";

import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Slip, SlipLine } from "@/components/ui/slip";
import { money } from "@/core/money/money";
import { formatEnergy, formatMoney, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

/** A preview as the server reckoned it. */
export type Preview = RouterOutputs["driver"]["plan"]["preview"];

/** What a change would bill and give back, line by line, and what comes after it. */
export function MoveFigures({ preview }: { preview: Preview }) {
  const t = useTranslations("subscription.move");
  const locale = useLocale();
  const { lines, currency, timeZone, totalMinor, next, at, to } = preview;
  const dateOf = (time: string) => formatTime(time, locale, timeZone, "date");
  const shown = (minor: bigint) => formatMoney(money(minor, currency), locale);
  return (
    <div className="flex flex-col gap-3">
      {lines.length === 0 ? (
        <p>{t("nothing")}</p>
      ) : (
        <Slip>
          {lines.map(({ kind, planName, from, until, grossMinor }) => (
            <SlipLine
              key={kind}
              label={t(`line_${kind}`, {
                plan: planName,
                from: dateOf(from),
                until: dateOf(until),
              })}
              value={<Money value={money(grossMinor, currency)} />}
            />
          ))}
          <div className="mt-2 border-t border-dashed border-rule-strong pt-2">
            <SlipLine
              label={t("total")}
              value={<Money value={money(totalMinor, currency)} className="font-semibold" />}
            />
          </div>
        </Slip>
      )}
      <p className="font-medium text-ink">{t("holds", { date: dateOf(at), name: to.name })}</p>
      <Included preview={preview} />
      {next ? <p>{t("next", { fee: shown(next.grossMinor), date: dateOf(next.at) })}</p> : null}
    </div>
  );
}

function Included({ preview: { allowance, isTrial, next, timeZone } }: { preview: Preview }) {
  const t = useTranslations("subscription.move");
  const locale = useLocale();
  if (!allowance) return null;
  const { includedMicroKwh, includedStarts, usedMicroKwh } = allowance;
  const isSomething = includedMicroKwh > 0n || includedStarts > 0;
  return (
    <>
      {isTrial && next ? (
        <p>{t("trial", { date: formatTime(next.at, locale, timeZone, "date") })}</p>
      ) : null}
      {isSomething ? (
        <p>
          {t("allowance", {
            energy: formatEnergy(includedMicroKwh, locale),
            starts: includedStarts,
          })}{" "}
          {usedMicroKwh > 0n ? t("carried", { energy: formatEnergy(usedMicroKwh, locale) }) : null}
        </p>
      ) : null}
    </>
  );
}
