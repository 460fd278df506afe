import type { Allowed } from "@/core/roaming/token";
import { whyNoCredit, type SpendingStanding } from "@/services/wallet/spending-standing";
import { BLOCKED_FOR_CREDIT } from "./blocked-for-credit";
import { BLOCKED_UNPAID } from "./blocked-unpaid";

/** What is known of a token and its driver when somebody asks whether it may charge. */
export interface TokenStanding {
  readonly isValid: boolean;
  readonly blockedReason: string | null;
  readonly driverState: "active" | "blocked" | "closed";
  /** A plan is in force, so that what is charged can be billed. */
  readonly hasPlan: boolean;
  /** An invoice is unpaid for so long that dunning stopped charging (or, before dunning saw it, past due). */
  readonly isOverdue: boolean;
  /** What the driver may spend. */
  readonly spending: SpendingStanding;
}

/** The word for a token that ran out, among the reasons why one is blocked. */
const EXPIRED = "expired";

/**
 * Whether a token may charge. Never by opening hours or the state of an EVSE.
 * OCPI 2.2.1 mod_tokens, Real-time authorization and AllowedType.
 */
export function decideAuthorization(standing: TokenStanding): Allowed {
  const { isValid, blockedReason, driverState, hasPlan, isOverdue, spending } = standing;
  // One that is blocked for want of money may charge again as soon as there is some.
  if (!isValid && blockedReason !== BLOCKED_FOR_CREDIT && blockedReason !== BLOCKED_UNPAID)
    return blockedReason === EXPIRED ? "EXPIRED" : "BLOCKED";
  if (driverState === "closed") return "EXPIRED";
  if (driverState === "blocked") return "BLOCKED";
  if (!hasPlan) return "NOT_ALLOWED";
  return isOverdue || whyNoCredit(spending) ? "NO_CREDIT" : "ALLOWED";
}
