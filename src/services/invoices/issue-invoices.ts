import { and, eq, inArray } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import { leastInvoice } from "@/core/invoicing/least-invoice";
import { sumOf } from "@/core/money/vat-amount";
import { invoiceFinalized } from "@/core/ledger/entries/invoice-finalized";
import type { Period } from "@/core/time/period";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { invoiceLines, invoices, type InvoiceKind } from "@/db/schema/invoices";
import { charges } from "@/db/schema/plans";
import { legalEntities, tenants } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { enqueue } from "@/queue/enqueue";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { issueDocument } from "@/services/documents/issue-document";
import { postJournal } from "@/services/ledger/post-journal";
import { ServiceError } from "@/services/service-error";
import { composeDocument } from "./compose-document";
import { draftInvoices, type InvoiceDraft } from "./draft-invoices";
import { findOpenCharges } from "./find-open-charges";
import { notifyIssued } from "./notify-issued";
import { storeVatAmount } from "./stored-vat-amount";

/** Whom to invoice, for which period, and up to when charges are taken. */
export interface IssueOrder {
  readonly driverId: Id<"driver">;
  readonly kind: InvoiceKind;
  readonly period: Period;
  readonly until: Temporal.Instant;
}

/**
 * Makes, numbers and books the invoices of a driver's open charges, in one transaction: one for each
 * currency and price basis. Nothing open gives none. A monthly invoice that exists already is not made
 * again: what came after it waits for the next month, where its line names the month it belongs to; so
 * does what comes to less than a card can be charged.
 * @throws ServiceError NOT_FOUND for an unknown driver.
 */
export async function issueInvoices(ctx: Ctx, order: IssueOrder): Promise<Id<"invoice">[]> {
  return inTransaction(ctx, async (tx) => {
    const parties = await readParties(tx, order.driverId);
    const open = await findOpenCharges(tx, { ...order, lock: true });
    const issued: Id<"invoice">[] = [];
    for (const draft of draftInvoices(open)) {
      if (order.kind === "monthly" && (await mustWait(tx, order, draft))) continue;
      issued.push(await issueOne(tx, { ...order, ...parties, draft }));
    }
    return issued;
  });
}

type Parties = Awaited<ReturnType<typeof readParties>>;
type Issue = IssueOrder & Parties & { readonly draft: InvoiceDraft };

// The driver's row is the lock: two runs for one driver wait for each other.
async function readParties(ctx: Ctx, driverId: Id<"driver">) {
  const [driver] = await ctx.db
    .select()
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)))
    .for("update");
  if (!driver) throw new ServiceError("NOT_FOUND", "There is no such driver.", { driverId });
  const [row] = await ctx.db
    .select({ tenant: tenants, seller: legalEntities })
    .from(tenants)
    .innerJoin(legalEntities, eq(legalEntities.tenantId, tenants.id))
    .where(eq(tenants.id, ctx.tenantId))
    .limit(1);
  if (!row)
    throw new ServiceError("PRECONDITION", "The tenant has no legal entity to invoice from.");
  return { driver, ...row };
}

async function mustWait(ctx: Ctx, order: IssueOrder, draft: InvoiceDraft): Promise<boolean> {
  if (draft.totals.grossMinor < leastInvoice(draft.currency)) return true;
  const found = await ctx.db
    .select({ id: invoices.id })
    .from(invoices)
    .where(
      and(
        eq(invoices.tenantId, ctx.tenantId),
        eq(invoices.driverId, order.driverId),
        eq(invoices.kind, "monthly"),
        eq(invoices.periodStart, order.period.start),
        eq(invoices.currency, draft.currency),
        eq(invoices.basis, draft.basis),
      ),
    );
  return found.length > 0;
}

async function issueOne(ctx: Ctx, issue: Issue): Promise<Id<"invoice">> {
  const { draft, driver, seller, period } = issue;
  const invoiceId = newId<"invoice">();
  const now = ctx.clock.now();
  await insertDraft(ctx, invoiceId, issue);
  const issuedOn = now.toZonedDateTimeISO(issue.tenant.timeZone).toPlainDate();
  const dueOn = issuedOn.add({ days: seller.paymentTermDays });
  const { documentId, number, document } = await issueDocument(ctx, {
    kind: "invoice",
    seller,
    issuedOn,
    subject: { type: "invoice", id: invoiceId },
    invoiceId,
    driverId: issue.driverId,
    compose: (taken) =>
      composeDocument({
        invoiceId,
        number: taken,
        issuedOn,
        dueOn,
        period,
        draft,
        driver,
        seller,
      }),
  });
  const isDue = draft.totals.grossMinor > 0n;
  await ctx.db
    .update(invoices)
    .set({
      state: "finalized",
      paymentState: isDue ? "open" : "nothing_due",
      number,
      documentId,
      dueOn,
      finalizedAt: now,
    })
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoiceId)));
  await bookIssued(ctx, invoiceId, issue);
  await notifyIssued(ctx, document, driver);
  await writeAudit(ctx, {
    action: "invoice.issue",
    subjectType: "invoice",
    subjectId: invoiceId,
    detail: { number, kind: issue.kind, total: document.totalMinor, currency: draft.currency },
  });
  if (isDue) await enqueue(ctx.db, "collect-payment", { tenantId: ctx.tenantId, id: invoiceId });
  return invoiceId;
}

async function insertDraft(ctx: Ctx, id: Id<"invoice">, issue: Issue): Promise<void> {
  const { draft, period } = issue;
  const { tenantId } = ctx;
  await ctx.db.insert(invoices).values({
    tenantId,
    id,
    driverId: issue.driverId,
    legalEntityId: issue.seller.id,
    kind: issue.kind,
    periodStart: period.start,
    periodEnd: period.end,
    currency: draft.currency,
    basis: draft.basis,
    netMinor: draft.totals.netMinor,
    vatMinor: draft.totals.vatMinor,
    totalMinor: draft.totals.grossMinor,
    perRate: draft.totals.perRate.map(storeVatAmount),
    createdAt: ctx.clock.now(),
  });
  await ctx.db.insert(invoiceLines).values(
    draft.lines.map(({ charge, amounts }, index) => ({
      tenantId,
      invoiceId: id,
      seq: index + 1,
      chargeId: charge.id,
      ...sumOf(amounts),
      perRate: amounts.map(storeVatAmount),
    })),
  );
  const ids = draft.lines.map(({ charge }) => charge.id);
  const moved = await ctx.db
    .update(charges)
    .set({ state: "invoiced" })
    .where(and(eq(charges.tenantId, tenantId), inArray(charges.id, ids), eq(charges.state, "open")))
    .returning({ id: charges.id });
  invariant(moved.length === ids.length, "a charge of the invoice was not open");
}

async function bookIssued(ctx: Ctx, invoiceId: Id<"invoice">, issue: Issue): Promise<void> {
  const { draft } = issue;
  await postJournal(
    ctx,
    invoiceFinalized({
      invoiceId,
      driverId: issue.driverId,
      currency: draft.currency,
      finalizedAt: ctx.clock.now(),
      totalMinor: draft.totals.grossMinor,
      perRate: draft.totals.perRate,
      charges: draft.lines.map(({ charge }) => ({
        supplyCountry: charge.supplyCountry,
        grossMinor: sumOf(charge.amounts).grossMinor,
        perRate: charge.amounts,
      })),
    }),
  );
}
