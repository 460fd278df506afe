import { useLocale, useTranslations } from "next-intl";
import { formatPeriod, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Hours = NonNullable<RouterOutputs["driver"]["charge"]["place"]["hours"]>;

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** A Monday. */
const MONDAY = Temporal.PlainDate.from("2024-01-01");

/** When a place is open, by the week and by the exceptions that are still to come. */
export function OpeningHours({
  hours,
  timeZone,
  now,
}: {
  hours: Hours;
  timeZone: string;
  now: Temporal.Instant;
}) {
  const t = useTranslations("find.facts");
  const locale = useLocale();
  const isAhead = ({ periodEnd }: { periodEnd: Temporal.Instant }) =>
    Temporal.Instant.compare(periodEnd, now) > 0;
  const nameOf = (weekday: number) =>
    formatTime(
      MONDAY.add({ days: weekday - 1 })
        .toZonedDateTime("UTC")
        .toInstant(),
      locale,
      "UTC",
      "weekdayName",
    );
  const timesOf = (weekday: number) =>
    hours.regularHours
      .filter((one) => one.weekday === weekday)
      .map(({ periodBegin, periodEnd }) => `${periodBegin}–${periodEnd}`)
      .join(", ");
  const exceptions = [
    ...hours.exceptionalClosings.map((one) => ({ ...one, word: "closedOn" as const })),
    ...hours.exceptionalOpenings.map((one) => ({ ...one, word: "openOn" as const })),
  ].filter(isAhead);
  return (
    <div className="flex flex-col gap-1">
      {hours.twentyfourseven ? (
        <p>{t("always")}</p>
      ) : hours.regularHours.length === 0 ? (
        <p>{t("hoursUnknown")}</p>
      ) : (
        <ul className="grid grid-cols-[auto_1fr] gap-x-4">
          {WEEKDAYS.map((weekday) => (
            <li key={weekday} className="col-span-2 grid grid-cols-subgrid">
              <span className="text-ink-soft">{nameOf(weekday)}</span>
              <span>{timesOf(weekday) || t("closedAll")}</span>
            </li>
          ))}
        </ul>
      )}
      {exceptions.map(({ word, periodBegin, periodEnd }) => (
        <p key={`${word} ${periodBegin.toString()}`}>
          {t(word, {
            period: formatPeriod({ start: periodBegin, end: periodEnd }, locale, timeZone),
          })}
        </p>
      ))}
    </div>
  );
}
