import { useTranslations } from "next-intl";
import type { RouterOutputs } from "@/trpc/outputs";

/** What is set for a partner, as it is kept. */
export type PartnerSettings = RouterOutputs["operations"]["partners"]["get"]["settings"];

const LABELS = {
  authEncoding: "authEncoding",
  trailingSlash: "trailingSlash",
  versions: "versions",
  hiddenModules: "modules",
  requestsPerSecond: "requests",
  pullOverlapSeconds: "overlap",
  strictness: "strictness",
  energyUnit: "energyUnit",
  fractionSeconds: "fractionSeconds",
  parties: "parties",
  hosts: "hosts",
  maySpeakForOthers: "maySpeakForOthers",
  isEmspOnly: "isEmspOnly",
  hubDialect: "hubDialect",
  authorizeNeedsLocation: "authorizeNeedsLocation",
  toleranceMicro: "tolerance",
  tolerancePpm: "toleranceRate",
  toleranceBelowMicro: "toleranceBelow",
  tolerancePpmBelow: "toleranceRateBelow",
  cumulativeToleranceMicro: "toleranceInvoice",
  ratingPolicy: "ratingPolicy",
  contractCheck: "contractCheck",
  findings: "findings",
  parkingMeans: "parkingMeans",
} as const satisfies Readonly<Record<keyof PartnerSettings, string>>;

/** Says a setting as its form does; one that the form does not have by its own name. */
export function useSettingNames(): (name: string) => string {
  const t = useTranslations("operations.settings");
  return (name) => (name in LABELS ? t(LABELS[name as keyof typeof LABELS]) : name);
}
