import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { readGivenToken, readVersionsUrl } from "./add-partner-to-register";
import { issueInboundToken, revokeInboundTokens } from "./inbound-tokens";
import type { Invitation } from "./invite-partner";
import { lockPartner, updatePartner } from "./partner-row";
import { recordEndpoints } from "./record-endpoints";
import { sealSecret } from "./seal-secret";

/** Everything the old registration left is void: tokens of both sides and endpoints. */
async function voidRegistration(ctx: Ctx, partnerId: Id<"partner">): Promise<void> {
  await lockPartner(ctx, partnerId);
  await revokeInboundTokens(ctx, partnerId);
  await recordEndpoints(ctx, partnerId, []);
  await writeAudit(ctx, {
    action: "partner.registration_reset",
    subjectType: "partner",
    subjectId: partnerId,
  });
}

/** Starts over with a partner that registers itself: a new TOKEN_A, shown once. Operations only. */
export async function inviteAgain(ctx: Ctx, partnerId: Id<"partner">): Promise<Invitation> {
  requireRole(ctx, "operations");
  const tokenA = await inTransaction(ctx, async (tx) => {
    await voidRegistration(tx, partnerId);
    await updatePartner(tx, partnerId, {
      state: "invited",
      outboundTokenSealed: null,
      previousTokenSealed: null,
      lastError: null,
    });
    return issueInboundToken(tx, partnerId, "A");
  });
  return { partnerId, tokenA, versionsUrl: `${ctx.settings.baseUrl}/ocpi/versions` };
}

/**
 * Starts over with a partner at which we register, with the new TOKEN_A it gave us. Operations only.
 * @throws ServiceError INVALID for an address or a token that can't be.
 */
export async function registerAgain(
  ctx: Ctx,
  partnerId: Id<"partner">,
  input: { readonly versionsUrl: string; readonly token: string },
): Promise<void> {
  requireRole(ctx, "operations");
  const versionsUrl = readVersionsUrl(ctx, input.versionsUrl);
  const token = readGivenToken(input.token);
  await inTransaction(ctx, async (tx) => {
    await voidRegistration(tx, partnerId);
    await updatePartner(tx, partnerId, {
      state: "created",
      versionsUrl,
      outboundTokenSealed: sealSecret(tx.settings.secretKey, token, partnerId),
      previousTokenSealed: null,
      lastError: null,
    });
  });
}
