import { useLocale, useTranslations } from "next-intl";
import { formatMicro } from "@/core/money/quantity";
import { SEVERITIES, type LintFinding } from "@/core/rating/lint-finding";
import { formatDay, formatDuration, formatTime } from "@/i18n/formats";
import { inSentence } from "@/i18n/in-sentence";
import { Badge } from "./ui/badge";

const TONES = { error: "bad", warning: "wait", info: "info" } as const;

/** What is questionable in a tariff, the most serious first; says so where nothing is. */
export function LintList({ findings }: { findings: readonly LintFinding[] }) {
  const t = useTranslations("tariffs.lint");
  const say = useLintWords();
  if (findings.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <ul aria-label={t("title")} className="flex flex-col border-t">
      {findings.map((finding, index) => (
        <li
          key={index}
          className="flex flex-col items-start gap-1.5 border-b py-2.5 sm:flex-row sm:items-baseline sm:gap-3"
        >
          <Badge tone={TONES[SEVERITIES[finding.code]]} className="sm:w-20 sm:justify-center">
            {t(SEVERITIES[finding.code])}
          </Badge>
          <span className="block max-w-prose first-letter:uppercase">{say(finding)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Says a finding in the reader's language. */
export function useLintWords(): (finding: LintFinding) => string {
  const t = useTranslations("finance.lint");
  const words = useTranslations("price");
  const locale = useLocale();
  const exampleOf = useSituation();
  return ({ code, elementIndex, dimension, values, gap }) => {
    const instant = (text: string | undefined) =>
      text === undefined ? "" : formatTime(text, locale, "UTC", "dateTime");
    return t(code, {
      element: (elementIndex ?? 0) + 1,
      dimension: dimension ? inSentence(words(dimension), locale) : "",
      example: gap ? exampleOf(gap) : "",
      detail: values?.["detail"] ?? "",
      currency: values?.["currency"] ?? "",
      field: values?.["field"] ?? "",
      other: values?.["other"] ?? "",
      step: values?.["step"] ?? "",
      end: instant(values?.["end"]),
      start: instant(values?.["start"]),
    });
  };
}

/** A situation in which a tariff was tried, in words: only what its restrictions tell apart. */
function useSituation(): (gap: NonNullable<LintFinding["gap"]>) => string {
  const t = useTranslations("tariffs.lint");
  const locale = useLocale();
  return ({ date, weekday, secondsOfDay, energy, elapsedMs, minPower, minCurrent }) => {
    const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
    // 2024 began on a Monday: any week will do to say a weekday's name.
    const name = (day: number) => formatTime(`2024-01-0${day}`, locale, "UTC", "weekdayName");
    const iso = (day: number) =>
      `${Math.floor(day / 10_000)}-${two((day / 100) % 100)}-${two(day % 100)}`;
    const clock = (seconds: number) => `${two(seconds / 3600)}:${two((seconds / 60) % 60)}`;
    const unit = (micro: number, of: string) => `${formatMicro(BigInt(micro))}\u00a0${of}`;
    const parts = [
      date === 0 ? "" : formatDay(iso(date), locale),
      weekday === 0 || date !== 0 ? "" : name(weekday),

      t("clock", { clock: clock(secondsOfDay) }),
      energy === 0 ? "" : t("energy", { energy: unit(energy, "kWh") }),
      elapsedMs === 0 ? "" : t("elapsed", { time: formatDuration(elapsedMs) }),
      minPower === undefined ? "" : t("power", { power: unit(minPower, "kW") }),
      minCurrent === undefined ? "" : t("power", { power: unit(minCurrent, "A") }),
    ];
    return parts.filter((part) => part !== "").join(", ");
  };
}
