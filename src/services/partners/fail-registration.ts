import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { revokeInboundToken } from "./inbound-tokens";
import { lockPartner, updatePartner } from "./partner-row";
import { requirePartnerOrOperations } from "./require-partner-or-operations";

/** How long an unreachable partner is tried again by itself. */
const PATIENCE = { hours: 1 } as const;

/** What went wrong, in words for operations. */
export interface RegistrationFailure {
  readonly message: string;
  /** Nobody answered: trying again by itself makes sense. Default false. */
  readonly isTransient?: boolean;
  /** The token that was given in vain; it ends now. */
  readonly inboundToken?: string;
  /** Hosts that operations must allow first. */
  readonly refusedHosts?: readonly string[];
}

/**
 * Keeps why a handshake failed. A registered connection stays registered with its old tokens; else the state
 * is `failed`, or `created` for an unreachable partner that is to be tried again.
 */
export async function failRegistration(
  ctx: Ctx,
  partnerId: Id<"partner">,
  failure: RegistrationFailure,
): Promise<void> {
  requirePartnerOrOperations(ctx, partnerId);
  await inTransaction(ctx, async (tx) => {
    const partner = await lockPartner(tx, partnerId);
    if (failure.inboundToken) await revokeInboundToken(tx, partnerId, failure.inboundToken);
    const isYoung = Temporal.Instant.compare(partner.createdAt.add(PATIENCE), tx.clock.now()) > 0;
    const next = failure.isTransient && isYoung ? "created" : "failed";
    const state = partner.state === "registering" ? next : partner.state;
    await updatePartner(tx, partnerId, { state, lastError: failure.message });
    await writeAudit(tx, {
      action: "partner.registration_failed",
      subjectType: "partner",
      subjectId: partnerId,
      detail: {
        message: failure.message,
        ...(failure.refusedHosts && { refusedHosts: failure.refusedHosts }),
      },
    });
  });
}
