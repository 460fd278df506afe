import { refusalReasonOf } from "@/trpc/refusal-of";

const REASONS = [
  "BLOCKED",
  "EXPIRED",
  "NOT_ALLOWED",
  "NO_CREDIT",
  "in-debt",
  "no-credit",
  "limit",
  "out-of-use",
  "not-capable",
  "no-commands",
  "not-reachable",
  "not-running",
  "not-reserved",
] as const;
type Reason = (typeof REASONS)[number];

/** Why something that was asked of a charger was refused, in words for the driver. */
export function refusalText(
  error: unknown,
  word: (key: `refused.${Reason | "other"}`) => string,
): string {
  // What lies behind a want of credit says more than that there is none.
  const reason = refusalReasonOf(error, "cause") ?? refusalReasonOf(error);
  return word(`refused.${REASONS.find((one) => one === reason) ?? "other"}`);
}
