import { and, eq, sql } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { cdrs } from "@/db/schema/cdrs";
import { partners } from "@/db/schema/partners";
import { creditors } from "@/db/schema/settlements";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** Whom we pay for a party's charging. */
export type Creditor = InferSelectModel<typeof creditors>;

/** A creditor, locked for the transaction where `lock` says so. @throws ServiceError NOT_FOUND. */
export async function readCreditor(
  ctx: Ctx,
  creditorId: Id<"creditor">,
  lock = false,
): Promise<Creditor> {
  const select = ctx.db
    .select()
    .from(creditors)
    .where(and(eq(creditors.tenantId, ctx.tenantId), eq(creditors.id, creditorId)));
  const [row] = await (lock ? select.for("update") : select);
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such operator to settle with.");
  return row;
}

/** Makes a creditor of every party whose CDRs we hold and that has none yet, under the name of its connection. */
export async function openCreditors(ctx: Ctx): Promise<void> {
  const missing = await ctx.db
    .selectDistinctOn([cdrs.countryCode, cdrs.partyId], {
      partnerId: cdrs.partnerId,
      countryCode: cdrs.countryCode,
      partyId: cdrs.partyId,
      name: partners.name,
    })
    .from(cdrs)
    .innerJoin(partners, and(eq(partners.tenantId, cdrs.tenantId), eq(partners.id, cdrs.partnerId)))
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        eq(cdrs.state, "accepted"),
        sql`not exists (select 1 from ${creditors} k where k.tenant_id = ${cdrs.tenantId}
          and k.country_code = ${cdrs.countryCode} and k.party_id = ${cdrs.partyId})`,
      ),
    )
    .orderBy(cdrs.countryCode, cdrs.partyId, cdrs.receivedAt);
  if (missing.length === 0) return;
  await ctx.db
    .insert(creditors)
    .values(
      missing.map((row) => ({
        tenantId: ctx.tenantId,
        id: newId<"creditor">(),
        ...row,
        updatedAt: ctx.clock.now(),
      })),
    )
    .onConflictDoNothing();
}
