"use client";

import { useLocale, useTranslations } from "next-intl";
import { useClockWord } from "@/app/(driver)/charge/clock-word";
import { QuoteLines } from "@/app/(driver)/charge/quote-lines";
import { Money } from "@/components/money";
import { controlLook } from "@/components/ui/field";
import { formatScaled } from "@/core/money/quantity";
import { formatDecimal, formatEnergy, formatTime } from "@/i18n/formats";
import type { LiveView } from "./live-view";

/** What the charge comes to if the driver leaves at the time he names. */
export function LiveProjection({
  view,
  timeZone,
  leaveAt,
  onLeave,
}: {
  view: LiveView;
  timeZone: string;
  leaveAt: string;
  onLeave: (time: string) => void;
}) {
  const t = useTranslations("quote");
  const locale = useLocale();
  const clock = useClockWord(timeZone, view.updatedAt);
  const projection = view.live?.projection;
  return (
    <section aria-labelledby="live-leave" className="flex flex-col gap-3">
      <h2 id="live-leave" className="text-lg font-semibold">
        {t("live.final")}
      </h2>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t pt-3">
        <label className="flex items-center gap-3">
          {t("live.leave")}
          <input
            type="time"
            value={leaveAt || formatTime(view.leaveAt, locale, timeZone, "time")}
            onChange={({ currentTarget }) => onLeave(currentTarget.value)}
            className={`${controlLook} w-32! font-mono`}
          />
        </label>
        {projection ? (
          <p>
            {t("live.projected")}{" "}
            <Money value={projection.total} className="text-2xl font-semibold" />
          </p>
        ) : null}
      </div>
      {projection ? (
        <>
          <p className="max-w-prose text-sm text-ink-soft">
            <Assumed view={view} timeZone={timeZone} />
          </p>
          <details>
            <summary className="cursor-pointer py-1 text-sm underline decoration-rule-strong underline-offset-4 hover:decoration-ink">
              {t("split")}
            </summary>
            <div className="max-w-md border-t pt-1">
              <QuoteLines
                lines={projection.lines}
                currency={projection.total.currency}
                clock={clock}
              />
            </div>
          </details>
        </>
      ) : (
        <p className="text-sm text-ink-soft">{t("live.projectedNone")}</p>
      )}
    </section>
  );
}

/** What the projection takes for granted. */
function Assumed({ view, timeZone }: { view: LiveView; timeZone: string }) {
  const t = useTranslations("quote.live");
  const locale = useLocale();
  const { live, leaving, updatedAt } = view;
  const clock = useClockWord(timeZone, updatedAt);
  if (!live?.projection) return null;
  const { energy: microKwh, chargedAt, stops } = live.projection;
  const energy = formatEnergy(microKwh, locale);
  const power = `${formatDecimal(formatScaled(live.power?.kw ?? 0n, 6), locale, 1)}\u00a0kW`;
  const course = !live.isCharging
    ? t("projectedParked", { energy })
    : stops === null
      ? t("projectedOn", { energy, power })
      : t(stops === "full" ? "projectedMost" : "projectedFull", { energy, time: clock(chargedAt) });
  if (leaving === "asked") return <>{course}</>;
  return <>{`${course} ${t(leaving === "wished" ? "byWish" : "byDefault")}`}</>;
}
