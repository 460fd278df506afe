/**
 * Why a bill is above what was promised.
 * - `tariff-changed`: the CPO's tariff at the CDR is dearer than the one that was locked.
 * - `claim-above-tariff`: the CPO claims more than its own tariff gives.
 * - `plan-changed`: the driver's plan in force differs from the locked one.
 * - `step-or-rounding`: the claim agrees with the tariff but for steps, roundings or an explainable reading.
 */
export const lostReasons = [
  "tariff-changed",
  "claim-above-tariff",
  "plan-changed",
  "step-or-rounding",
] as const;
export type LostReason = (typeof lostReasons)[number];
