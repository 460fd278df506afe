import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { dueAgain } from "./due-again";

/**
 * Sends a held CDR back to be rated, after what was missing has come (a driver's token, a plan, a
 * location's zone, a VAT rate). Its token is looked for again.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION (not held).
 */
export async function rerateCdr(ctx: Ctx, input: { readonly cdrId: Id<"cdr"> }): Promise<void> {
  requireRole(ctx, "finance");
  await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(cdrs)
      .where(and(eq(cdrs.tenantId, tx.tenantId), eq(cdrs.id, input.cdrId)))
      .for("update");
    if (!row) throw new ServiceError("NOT_FOUND", "There is no such CDR.");
    if (row.state !== "held") {
      throw new ServiceError("PRECONDITION", "Only a held CDR can be rated again.");
    }
    await dueAgain(tx, [row]);
    await writeAudit(tx, { action: "cdr.rerate", subjectType: "cdr", subjectId: row.id });
  });
}
