import { and, eq, inArray, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { addDifference } from "@/core/rating/tolerance";
import { cdrs } from "@/db/schema/cdrs";
import { partners, type PartnerSettings } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import type { Hold } from "./hold";

type CdrRow = typeof cdrs.$inferSelect;

/** A CDR that policy would accept, and what its claim is above (or below) our figure, 10⁻⁶. */
export interface SmallDifference {
  readonly row: CdrRow;
  readonly settings: PartnerSettings;
  readonly differenceMicro: bigint;
}

/** The invoice of the partner that a CDR belongs to: the one that it names, else its month, in each currency. */
export function invoiceKeyOf(row: CdrRow): string {
  const { partnerId, invoiceReference, currency, startedAt } = row;
  const month = startedAt.toString().slice(0, 7);
  const invoice = invoiceReference === null ? `month ${month}` : `invoice ${invoiceReference}`;
  return `${partnerId} ${currency} ${invoice}`;
}

/**
 * Which of `small` bring the differences that were let pass on one of the partner's invoices above its bound. They
 * are added in their order, after those that were accepted by policy before. Partners without a bound cost no statement; one
 * with a bound is locked, so that two workers cannot both find room for their own.
 */
export async function findAboveBound(
  ctx: Ctx,
  small: readonly SmallDifference[],
): Promise<Map<Id<"cdr">, Hold>> {
  const bounded = small.filter(
    ({ settings, differenceMicro }) =>
      settings.cumulativeToleranceMicro !== undefined && differenceMicro !== 0n,
  );
  const above = new Map<Id<"cdr">, Hold>();
  if (bounded.length === 0) return above;
  await lockPartners(ctx, [...new Set(bounded.map(({ row }) => row.partnerId))]);
  const sums = await readSums(ctx, bounded);
  for (const { row, settings, differenceMicro } of bounded) {
    const key = invoiceKeyOf(row);
    const before = sums.get(key) ?? 0n;
    const { decision, acceptedMicro } = addDifference(settings, before, differenceMicro);
    sums.set(key, acceptedMicro);
    if (decision === "accept") continue;
    above.set(row.id, {
      code: "cumulative-tolerance",
      words: "with it, small differences on one invoice add up to more than agreed",
      detail: {
        letPassMicro: before.toString(),
        differenceMicro: differenceMicro.toString(),
        boundMicro: settings.cumulativeToleranceMicro ?? null,
      },
    });
  }
  return above;
}

async function lockPartners(ctx: Ctx, ids: readonly Id<"partner">[]): Promise<void> {
  await ctx.db
    .select({ id: partners.id })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), inArray(partners.id, [...ids])))
    .orderBy(partners.id)
    .for("no key update");
}

async function readSums(
  ctx: Ctx,
  bounded: readonly SmallDifference[],
): Promise<Map<string, bigint>> {
  const asks = [...new Map(bounded.map(({ row }) => [invoiceKeyOf(row), row]))].map(
    ([key, row]) => ({
      key,
      partner_id: row.partnerId,
      currency: row.currency,
      reference: row.invoiceReference,
      month: row.startedAt.toString().slice(0, 7),
    }),
  );
  const rows = await ctx.db.execute<{ key: string; total: string }>(sql`
    select ask.key, sum(c.difference_micro)::text as total
    from json_to_recordset(${JSON.stringify(asks)}::json)
      as ask(key text, partner_id uuid, currency text, reference text, month text)
    join ${cdrs} c on c.tenant_id = ${ctx.tenantId} and c.partner_id = ask.partner_id
      and c.currency = ask.currency and c.state = 'accepted' and c.accepted_basis = 'policy'
      and not c.is_credit and c.credited_by_cdr_id is null and c.difference_micro is not null
      and c.invoice_reference is not distinct from ask.reference
      and (ask.reference is not null or (
        c.started_at >= (ask.month || '-01T00:00:00Z')::timestamptz
        and c.started_at < ((ask.month || '-01')::timestamp + interval '1 month') at time zone 'UTC'))
    group by ask.key`);
  return new Map([...rows].map(({ key, total }) => [key, BigInt(total)]));
}
