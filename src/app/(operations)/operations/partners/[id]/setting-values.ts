import { useLocale, useTranslations } from "next-intl";
import { policyWord } from "@/app/rating-settings/policy-word";
import { formatMicro } from "@/core/money/quantity";
import { formatDecimal, formatRate } from "@/i18n/formats";
import type { Messages } from "@/i18n/messages";
import type { PartnerSettings } from "./setting-names";

type Words = Messages["ratingSettings"];
type Policy = keyof Words["policy"];
type Finding = keyof Words["finding"];

const AMOUNTS: readonly string[] = [
  "toleranceMicro",
  "toleranceBelowMicro",
  "cumulativeToleranceMicro",
];
const RATES: readonly string[] = ["tolerancePpm", "tolerancePpmBelow"];

/** Says what a setting is set to as its form does; what has no words as it is kept. */
export function useSettingValues(): (name: string, settings: PartnerSettings) => string {
  const t = useTranslations("operations.settings");
  const rating = useTranslations("ratingSettings");
  const policy = useTranslations("ratingSettings.policy");
  const locale = useLocale();
  const policyOf = ([field, choice]: [string, string | boolean]) => {
    const word = policyWord(field, choice);
    return policy.has(word) ? `${policy(`${field as Policy}.label`)}: ${policy(word)}` : field;
  };
  const findingOf = ([code, answer]: [string, "hold" | "note"]) => {
    const word = `finding.${code as Finding}.label` as const;
    return `${rating.has(word) ? rating(word) : code}: ${rating(`answer.${answer}`)}`;
  };
  return (name, settings) => {
    const value = settings[name as keyof PartnerSettings];
    if (value === true) return t("yes");
    switch (name) {
      case "contractCheck":
        return rating(`answer.${settings.contractCheck ?? "hold"}`);
      case "parkingMeans":
        return rating(`parkingMeans.choice.${settings.parkingMeans ?? "not-charging"}`);
      case "ratingPolicy":
        return Object.entries(settings.ratingPolicy ?? {})
          .map(policyOf)
          .join("; ");
      case "findings":
        return Object.entries(settings.findings ?? {})
          .map(findingOf)
          .join("; ");
    }
    if (Array.isArray(value)) return value.join(", ");
    if (typeof value === "number") {
      return RATES.includes(name) ? formatRate(value, locale) : value.toString();
    }
    if (typeof value !== "string") return JSON.stringify(value);
    return AMOUNTS.includes(name) ? formatDecimal(formatMicro(BigInt(value)), locale) : value;
  };
}
