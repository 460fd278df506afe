import { and, eq, sql } from "drizzle-orm";

import { parseVatNumber } from "@/core/invoicing/vat-number";
import { plainIdentifier } from "@/core/invoicing/plain-identifier";
import { newId } from "@/db/new-id";
import { legalEntities, vatNumberChecks } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { enqueue } from "@/queue/enqueue";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

const ASKED = "asked";

/**
 * Asks for a VAT number to be looked up: a row that says "unknown", and a wake-up; the answer is a row of its own.
 * @throws ServiceError FORBIDDEN, INVALID for a number that is none by its form.
 */
export async function askForCheck(ctx: Ctx, vatNumber: string): Promise<void> {
  requireRole(ctx, "finance");
  const parsed = parseVatNumber(vatNumber);
  if (!parsed.ok) {
    throw new ServiceError("INVALID", "This is no VAT number of a country that we know.", {
      reason: parsed.reason,
    });
  }
  const { number } = parsed.value;
  await inTransaction(ctx, async (tx) => {
    await tx.db.insert(vatNumberChecks).values({
      tenantId: tx.tenantId,
      id: newId<"other">(),
      vatNumber: number,
      isValid: "unknown",
      source: "vies",
      answer: { state: ASKED },
      checkedBy: actorName(tx.actor),
      checkedAt: tx.clock.now(),
    });
    await enqueue(tx.db, "check-vat-number", { tenantId: tx.tenantId, id: number });
  });
}

/** The VAT numbers that were asked for and have no answer yet. */
export async function findAskedVatNumbers(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db.execute<{ vat_number: string }>(sql`
    select distinct on (vat_number) vat_number, answer ->> 'state' as state
    from ${vatNumberChecks} where tenant_id = ${ctx.tenantId}
    order by vat_number, checked_at desc, id desc`);
  return [...rows].flatMap((row) =>
    "state" in row && row.state === ASKED ? [row.vat_number] : [],
  );
}

/** The VAT number that we ask in the name of; null where there is none. */
export async function readAskersNumber(ctx: Ctx): Promise<string | null> {
  const [row] = await ctx.db
    .select({ vatNumber: legalEntities.vatNumber })
    .from(legalEntities)
    .where(and(eq(legalEntities.tenantId, ctx.tenantId)))
    .limit(1);
  const parsed = row && parseVatNumber(plainIdentifier(row.vatNumber));
  return parsed?.ok ? parsed.value.number : null;
}
