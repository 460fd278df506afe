import { useLocale, useTranslations } from "next-intl";
import { formatDecimal, formatEnergy, formatPeriod, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

/** What does not fit about a charge, as services give it away. */
export type Finding = RouterOutputs["finance"]["objections"]["get"]["findings"][number];

/** What does not fit, with its evidence in words. `timeZone` is that of the place. */
export function FindingList({
  findings,
  timeZone,
}: {
  findings: readonly Finding[];
  timeZone: string;
}) {
  const words = useFindingWords();
  return (
    <ul className="flex flex-col gap-1">
      {findings.map((finding) => (
        <li key={`${finding.code}:${finding["otherCdrId"]}`} className="max-w-prose">
          {words(finding, timeZone)}
        </li>
      ))}
    </ul>
  );
}

/** Says a finding in words. */
function useFindingWords(): (finding: Finding, timeZone: string) => string {
  const t = useTranslations("disputes.findings");
  const locale = useLocale();
  return (finding, timeZone) => {
    const text = (name: string) => finding[name] ?? "";
    const kilowatts = (name: string) => formatDecimal(decimalOf(text(name)), locale, 1);
    const energy = (name: string) => formatEnergy(BigInt(text(name) || "0"), locale);
    switch (finding.code) {
      case "overlap":
      case "tooFar":
      case "duplicate":
        // What concerns another charge is not told to its operator.
        return finding["otherStartedAt"] === undefined
          ? t(finding.code === "duplicate" ? "duplicateUntold" : "pairUntold")
          : t(finding.code, {
              otherCity: text("otherCity"),
              otherPlace: text("otherPlace"),
              otherPeriod: otherPeriod(finding, timeZone, locale),
              distance: text("distanceKm"),
              minutes: text("minutes"),
            });
      case "power":
        return t("power", { implied: kilowatts("implied"), most: kilowatts("most") });
      case "battery":
        return t("battery", { energy: energy("energy"), battery: energy("battery") });
      case "time":
        return t("time", { stated: text("statedMinutes"), lasted: text("lastedMinutes") });
      case "afterEnd":
        return t("afterEnd", {
          end: formatTime(text("sessionEndedAt"), locale, timeZone, "time"),
          minutes: text("minutes"),
        });
      case "noEnergy":
        return t("noEnergy");
    }
  };
}

/** When the other charge of a pair was, on the wall clock of its place. */
export function otherPeriod(
  finding: Finding,
  timeZone: string,
  locale: Parameters<typeof formatPeriod>[1],
): string {
  const {
    otherStartedAt = "",
    otherEndedAt = "",
    otherTimeZone = timeZone,
  } = finding as Record<string, string | undefined>;
  return formatPeriod({ start: otherStartedAt, end: otherEndedAt }, locale, otherTimeZone);
}

/** 10⁻⁶ as decimal text. */
function decimalOf(micro: string): string {
  const digits = micro.padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
