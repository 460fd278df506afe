import type { TariffElement, TariffRestrictions } from "@/core/roaming/tariff";

import type { LintFinding, LintVersion } from "./lint-finding";

/** What is questionable in the restrictions of one element, by themselves. */
export function lintRestrictions(
  { restrictions, priceComponents }: TariffElement,
  elementIndex: number,
  version: LintVersion | undefined,
): LintFinding[] {
  if (restrictions === undefined) return [];
  const findings: LintFinding[] = [];
  const add = (code: LintFinding["code"], field: string) =>
    findings.push({ code, elementIndex, values: { field } });
  for (const field of version === "2.1.1" ? NOT_IN_211 : [])
    if (restrictions[field] !== undefined) add("not-in-version", WIRE_NAMES[field]);
  for (const field of version === "2.1.1" ? UNVERIFIABLE_IN_211 : [])
    if (restrictions[field] !== undefined) add("unverifiable-restriction", WIRE_NAMES[field]);
  const pricesParking = priceComponents.some(({ type }) => type === "PARKING_TIME");
  // Drivers and CPOs expect it to count from when charging ended; it counts from the session's start.
  if (pricesParking && (restrictions.minDuration ?? 0) > 0)
    add("duration-from-start", "min_duration");
  return findings;
}

type Field = Exclude<keyof TariffRestrictions, "dayOfWeek">;

// 2.1.1 has no word for these, and its CDRs state current but never power.
const NOT_IN_211 = ["minCurrent", "maxCurrent", "reservation"] as const satisfies readonly Field[];
const UNVERIFIABLE_IN_211 = ["minPower", "maxPower"] as const satisfies readonly Field[];

const WIRE_NAMES = {
  minCurrent: "min_current",
  maxCurrent: "max_current",
  reservation: "reservation",
  minPower: "min_power",
  maxPower: "max_power",
} as const;
