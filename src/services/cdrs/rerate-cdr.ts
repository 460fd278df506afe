import { and, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { partners } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import { decodeCdr } from "@/core/roaming/json";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { doubtsAboutCdr } from "./doubts-about-cdr";
import { matchTokens } from "./match-tokens";
import { CDRS_CHANNEL } from "./receive-cdrs";

/**
 * Sends a held CDR back to be rated, after what was missing has come (a driver's token, a plan, a
 * location's zone, a VAT rate). Its token is looked for again.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION (not held).
 */
export async function rerateCdr(ctx: Ctx, input: { readonly cdrId: Id<"cdr"> }): Promise<void> {
  requireRole(ctx, "finance");
  await inTransaction(ctx, async (tx) => {
    const where = and(eq(cdrs.tenantId, tx.tenantId), eq(cdrs.id, input.cdrId));
    const [row] = await tx.db.select().from(cdrs).where(where).for("update");
    if (!row) throw new ServiceError("NOT_FOUND", "There is no such CDR.");
    if (row.state !== "held") {
      throw new ServiceError("PRECONDITION", "Only a held CDR can be rated again.");
    }
    const cdr = decodeCdr(row.core);
    const [match] = await matchTokens(tx.db, [
      {
        tenantId: tx.tenantId,
        cdrToken: cdr.cdrToken,
        authorizationReference: cdr.authorizationReference,
      },
    ]);
    await tx.db
      .update(cdrs)
      .set({
        state: "received",
        heldReasons: doubtsAboutCdr(cdr, row.receivedAt, await isCostless(tx, row.partnerId)),
        driverId: match?.driverId ?? row.driverId,
        tokenId: match?.tokenId ?? row.tokenId,
        attempts: 0,
        dueAt: tx.clock.now(),
      })
      .where(where);
    await writeAudit(tx, { action: "cdr.rerate", subjectType: "cdr", subjectId: row.id });
    await tx.db.execute(sql`select pg_notify(${CDRS_CHANNEL}, '')`);
  });
}

async function isCostless(tx: Ctx, partnerId: Id<"partner">): Promise<boolean> {
  const [partner] = await tx.db
    .select({ settings: partners.settings })
    .from(partners)
    .where(and(eq(partners.tenantId, tx.tenantId), eq(partners.id, partnerId)));
  return partner?.settings.hubDialect === "authorization-id";
}
