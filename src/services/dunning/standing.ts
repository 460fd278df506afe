import { and, eq, inArray, sql } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { DunningRules } from "@/core/dunning/dunning-rules";
import { asId, type Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import { isOneOf } from "@/db/is-one-of";
import { drivers } from "@/db/schema/drivers";
import { dunningCases, dunningEvents } from "@/db/schema/dunning";
import { invoices } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { readRules } from "./read-rules";

type Case = InferSelectModel<typeof dunningCases>;
type Invoice = InferSelectModel<typeof invoices>;

/** A case with all that decides what comes next, its rows locked where it is to be changed. */
export interface Standing {
  readonly row: Case;
  readonly driver: InferSelectModel<typeof drivers>;
  readonly invoice: Invoice;
  readonly dueOn: Temporal.PlainDate;
  readonly issuedOn: Temporal.PlainDate;
  /** What is open of the invoice. */
  readonly openMinor: bigint;
  /** Invoices of the fees and interest that the case brought, oldest first. */
  readonly additions: readonly Invoice[];
  /** The rules that were in force when the case was opened. */
  readonly rules: DunningRules;
}

/** What is open of an invoice's row: total − paid − credited − written off. */
export function openOfRow(row: Invoice): bigint {
  return row.totalMinor - row.paidMinor - row.creditedMinor - row.writtenOffMinor;
}

/** What the whole case asks for: its invoice and what came on top. */
export function owedInAll({ openMinor, additions }: Standing): bigint {
  return additions.reduce((sum, row) => sum + openOfRow(row), openMinor);
}

/**
 * A case and its rows under locks, in the order driver, case, invoices by id: whoever issues, credits or pays takes them
 * so too. @throws ServiceError NOT_FOUND.
 */
export async function lockStanding(ctx: Ctx, caseId: Id<"dunningCase">): Promise<Standing> {
  const mine = and(eq(dunningCases.tenantId, ctx.tenantId), eq(dunningCases.id, caseId));
  const [seen] = await ctx.db.select().from(dunningCases).where(mine);
  if (!seen) throw new ServiceError("NOT_FOUND", "There is no such case.");
  await ctx.db
    .select({ id: drivers.id })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, seen.driverId)))
    .for("no key update");
  await ctx.db.select({ id: dunningCases.id }).from(dunningCases).where(mine).for("update");
  const ids = [seen.invoiceId, ...(await additionIds(ctx, caseId))];
  await ctx.db
    .select({ id: invoices.id })
    .from(invoices)
    .where(and(eq(invoices.tenantId, ctx.tenantId), isOneOf(invoices.id, ids)))
    .orderBy(invoices.id)
    .for("no key update");
  return readStanding(ctx, caseId);
}

/** The same without locks, to look at. @throws ServiceError NOT_FOUND. */
export async function readStanding(ctx: Ctx, caseId: Id<"dunningCase">): Promise<Standing> {
  const [found] = await ctx.db
    .select({ row: dunningCases, driver: drivers, invoice: invoices })
    .from(dunningCases)
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, dunningCases.tenantId), eq(drivers.id, dunningCases.driverId)),
    )
    .innerJoin(
      invoices,
      and(eq(invoices.tenantId, dunningCases.tenantId), eq(invoices.id, dunningCases.invoiceId)),
    )
    .where(and(eq(dunningCases.tenantId, ctx.tenantId), eq(dunningCases.id, caseId)));
  if (!found) throw new ServiceError("NOT_FOUND", "There is no such case.");
  const { row, driver, invoice } = found;
  const ids = await additionIds(ctx, caseId);
  const additions = await ctx.db
    .select()
    .from(invoices)
    .where(and(eq(invoices.tenantId, ctx.tenantId), isOneOf(invoices.id, ids)))
    .orderBy(invoices.createdAt, invoices.id);
  const { rules } = await readRules(ctx, driver.address.country, row.openedAt);
  const { dueOn, finalizedAt } = invoice;
  invariant(dueOn && finalizedAt, "a case is of an issued invoice");
  return {
    row,
    driver,
    invoice,
    dueOn,
    issuedOn: finalizedAt.toZonedDateTimeISO(driver.timeZone).toPlainDate(),
    openMinor: openOfRow(invoice),
    additions,
    rules,
  };
}

async function additionIds(ctx: Ctx, caseId: Id<"dunningCase">): Promise<Id<"invoice">[]> {
  const rows = await ctx.db
    .selectDistinct({ id: sql<string>`${dunningEvents.detail}->>'invoiceId'` })
    .from(dunningEvents)
    .where(
      and(
        eq(dunningEvents.tenantId, ctx.tenantId),
        eq(dunningEvents.caseId, caseId),
        inArray(dunningEvents.kind, ["fee_added", "interest_added"]),
      ),
    );
  return rows.map(({ id }) => asId<"invoice">(id));
}
