import { and, eq, gt, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { billingPeriodAt } from "@/core/plans/billing-period";
import { drivers } from "@/db/schema/drivers";
import { invoices } from "@/db/schema/invoices";
import { accounts } from "@/db/schema/ledger";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { issueInvoices } from "./issue-invoices";

/** A driver gets no other interim invoice within so many hours. */
const APART_HOURS = 24;
const MOST_DRIVERS = 200;

/**
 * Invoices drivers who owe more than the tenant lets grow until the month is over (`billing.interimAbove`, by
 * currency), at most once a day each, each in a transaction of its own. Who they are is read from the cached balances
 * of the ledger. Returns how many invoices were issued.
 */
export async function issueInterimInvoices(ctx: Ctx): Promise<number> {
  const [tenant] = await ctx.db
    .select({ billing: tenants.billing })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  let issued = 0;
  for (const [currency, above] of Object.entries(tenant?.billing.interimAbove ?? {})) {
    for (const driver of await findAbove(ctx, currency, BigInt(above))) {
      issued += await issueInterim(ctx, driver);
    }
  }
  return issued;
}

interface Owing {
  readonly driverId: Id<"driver">;
  readonly timeZone: string;
}

async function findAbove(ctx: Ctx, currency: string, above: bigint): Promise<Owing[]> {
  const since = ctx.clock.now().subtract({ hours: APART_HOURS });
  return ctx.db
    .select({ driverId: drivers.id, timeZone: drivers.timeZone })
    .from(accounts)
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, accounts.tenantId), sql`${drivers.id} = ${accounts.ownerId}`),
    )
    .where(
      and(
        eq(accounts.tenantId, ctx.tenantId),
        eq(accounts.kind, "driver_unbilled_receivable"),
        eq(accounts.currency, currency),
        gt(accounts.balance, above),
        sql`not exists (
          select from ${invoices} i
          where i.tenant_id = ${ctx.tenantId} and i.driver_id = ${drivers.id} and i.kind = 'interim'
            and i.created_at > ${since.toString()}::timestamptz)`,
      ),
    )
    .orderBy(drivers.id)
    .limit(MOST_DRIVERS);
}

async function issueInterim(ctx: Ctx, { driverId, timeZone }: Owing): Promise<number> {
  const now = ctx.clock.now();
  const { start } = billingPeriodAt(now, timeZone);
  try {
    const made = await issueInvoices(ctx, {
      driverId,
      kind: "interim",
      period: { start, end: now },
      until: now.add({ seconds: 1 }),
    });
    return made.length;
  } catch (error) {
    ctx.log.error({ err: error, driverId }, "an interim invoice could not be made");
    return 0;
  }
}
