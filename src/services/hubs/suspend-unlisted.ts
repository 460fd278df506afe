import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { hubClients } from "@/db/schema/exchange";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import type { ObjectKey } from "@/services/messages/object-key";

/**
 * Takes the parties that a hub's whole list does not name any more for SUSPENDED, which is how a hub that does not
 * leave them out says so. A list that names them again brings them back. Returns how many it was. `listed`: each with
 * its role for an id. OCPI mod_hub_client_info, GET Response Data.
 */
export async function suspendUnlisted(
  ctx: Ctx,
  partnerId: Id<"partner">,
  listed: readonly ObjectKey[],
): Promise<number> {
  const names = listed.map(({ countryCode, partyId, id }) =>
    `${countryCode}/${partyId}/${id}`.toUpperCase(),
  );
  const name = sql<string>`upper(${hubClients.countryCode} || '/' || ${hubClients.partyId} || '/' || ${hubClients.role})`;
  return inTransaction(ctx, async (tx) => {
    const gone = await tx.db
      .update(hubClients)
      // No message says so: the next one that names the party is news again.
      .set({ status: "SUSPENDED", messageId: newId<"message">() })
      .where(
        and(
          eq(hubClients.tenantId, tx.tenantId),
          eq(hubClients.partnerId, partnerId),
          ne(hubClients.status, "SUSPENDED"),
          names.length > 0 ? sql`not ${inArray(name, names)}` : undefined,
        ),
      )
      .returning({ name });
    if (gone.length > 0) {
      await writeAudit(tx, {
        action: "hubclientinfo.unlisted",
        subjectType: "partner",
        subjectId: partnerId,
        detail: { count: gone.length, ids: gone.slice(0, 50).map((row) => row.name) },
      });
    }
    return gone.length;
  });
}
