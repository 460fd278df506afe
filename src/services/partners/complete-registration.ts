import type { Id } from "@/core/ids";
import type { PartnerRole, PartnerSettings } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { queueDeliveriesToPartner } from "@/services/tokens/queue-deliveries";
import { expireOtherTokens, issueInboundToken, revokeInboundTokens } from "./inbound-tokens";
import { describeClaims, readNewClaims } from "./new-claims";
import type { PartnerEndpoint } from "./partner-connection";
import { lockPartner, updatePartner } from "./partner-row";
import { refuseUnagreedParties } from "./party-consent";
import { recordEndpoints } from "./record-endpoints";
import { requirePartnerOrOperations } from "./require-partner-or-operations";
import { sealSecret } from "./seal-secret";

/** What both sides agreed on. */
export interface Agreement {
  /** The token we call the partner with from now on. */
  readonly token: string;
  readonly versionsUrl: string;
  readonly version: string;
  readonly roles: readonly PartnerRole[];
  readonly endpoints: readonly PartnerEndpoint[];
  /** How the partner was found to want the token sent, where that was found out. */
  readonly authEncoding?: PartnerSettings["authEncoding"];
  /** The token we already gave the partner (we are the sender); absent: one is made now. */
  readonly inboundToken?: string;
}

/**
 * Keeps a registration or a rotation in one transaction: roles, endpoints, our token for the partner (sealed),
 * its token for us, and a delivery of every charging token when the connection is new. Returns the token the
 * partner uses from now on; TOKEN_A is dead, an older one lives until the new one is used, 24 hours at most. So
 * does the one that we called the partner with before a rotation.
 * @throws ServiceError CONFLICT when `isRotation` does not fit the state the connection is in by now, FORBIDDEN when
 * the roles name a party that another connection speaks for and operations has not agreed.
 */
export async function completeRegistration(
  ctx: Ctx,
  partnerId: Id<"partner">,
  agreement: Agreement,
  isRotation: boolean,
): Promise<string> {
  requirePartnerOrOperations(ctx, partnerId);
  return inTransaction(ctx, async (tx) => {
    const partner = await lockPartner(tx, partnerId);
    if (partner.state !== (isRotation ? "registered" : "registering")) {
      throw new ServiceError("CONFLICT", "The connection's state changed meanwhile.");
    }
    const { roles, version, versionsUrl, endpoints, authEncoding } = agreement;
    await refuseUnagreedParties(tx, partner, roles);
    const claims = await readNewClaims(tx, partner, roles, isRotation);
    const warning = describeClaims(claims);
    const now = tx.clock.now();
    await updatePartner(tx, partnerId, {
      state: "registered",
      version,
      versionsUrl,
      roles,
      outboundTokenSealed: sealSecret(tx.settings.secretKey, agreement.token, partnerId),
      // The partner may need a moment before it takes the new one.
      previousTokenSealed: isRotation ? partner.outboundTokenSealed : null,
      settings: authEncoding ? { ...partner.settings, authEncoding } : partner.settings,
      // Stands on the partner's page, among what needs a person, until the connection is changed again.
      lastError: warning,
      registeredAt: now,
    });
    await recordEndpoints(tx, partnerId, endpoints);
    await revokeInboundTokens(tx, partnerId, "A");
    const token = agreement.inboundToken ?? (await issueInboundToken(tx, partnerId, "C"));
    await expireOtherTokens(tx, partnerId, token);
    if (!isRotation) await queueDeliveriesToPartner(tx, partnerId);
    await writeAudit(tx, {
      action: isRotation ? "partner.tokens_rotated" : "partner.registered",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { version, versionsUrl, roles, endpoints: endpoints.length },
    });
    if (warning !== null) {
      await writeAudit(tx, {
        action: "partner.claims_raised",
        subjectType: "partner",
        subjectId: partnerId,
        detail: { message: warning, ...claims },
      });
    }
    return token;
  });
}
