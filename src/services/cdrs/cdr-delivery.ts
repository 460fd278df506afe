import type { Id } from "@/core/ids";
import type { Outcome } from "@/core/outcome";
import type { Cdr } from "@/core/roaming/cdr";
import type { ObjectKey } from "@/services/messages/object-key";
import type { InboundMessage } from "@/services/messages/store-message";

/** A CDR as it was read, or why it could not be. Texts are for people. */
export type ReadCdr = Outcome<
  { readonly cdr: Cdr; readonly notes: readonly string[]; readonly contentSha256: Uint8Array },
  readonly string[]
>;

/** One delivery of a CDR. A batch may mix partners and tenants. */
export interface CdrInput {
  readonly tenantId: Id<"tenant">;
  readonly partnerId: Id<"partner">;
  readonly message: InboundMessage;
  readonly parsed: ReadCdr;
  readonly receivedAt: Temporal.Instant;
  /** The partner never states a cost. */
  readonly isCostless?: boolean;
  /** Its version of OCPI has no Credit CDRs (2.1.1): a negative cost is a correction. */
  readonly hasNoCredits?: boolean;
}

/**
 * What became of a delivery: new; a replay of what we have; other content under a known key, kept beside
 * the first; or not readable, kept with its reasons.
 */
export type CdrReceipt =
  | { readonly outcome: "new" | "replay"; readonly cdrId: Id<"cdr">; readonly key: ObjectKey }
  | { readonly outcome: "conflict"; readonly cdrId: Id<"cdr">; readonly key: ObjectKey }
  | { readonly outcome: "rejected"; readonly reasons: readonly string[] };
