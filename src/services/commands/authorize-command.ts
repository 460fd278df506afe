import type { Id } from "@/core/ids";
import { authorizations } from "@/db/schema/sessions";
import { newId } from "@/db/new-id";
import type { Ctx } from "@/services/context";

/**
 * Keeps that a token may charge at a place by a command: the CPO asks no more, so this is the authorization whose
 * reference the session and the CDR name. OCPI 2.2.1 mod_commands, StartSession and ReserveNow.
 */
export async function authorizeCommand(
  tx: Ctx,
  grant: {
    readonly partnerId: Id<"partner">;
    readonly token: { readonly id: Id<"token">; readonly uid: string };
    readonly authorizationReference: string;
    readonly locationOcpiId: string;
    readonly evseUid: string;
  },
): Promise<void> {
  await tx.db.insert(authorizations).values({
    tenantId: tx.tenantId,
    id: newId<"other">(),
    partnerId: grant.partnerId,
    tokenId: grant.token.id,
    uid: grant.token.uid,
    allowed: "ALLOWED",
    reference: grant.authorizationReference,
    locationOcpiId: grant.locationOcpiId,
    evseUids: [grant.evseUid],
    answeredAt: tx.clock.now(),
  });
}
