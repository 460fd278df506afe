import type { InferSelectModel } from "drizzle-orm";
import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import type { Journal } from "@/core/ledger/journal";
import { sumOf } from "@/core/money/vat-amount";
import { insertRows } from "@/db/insert-rows";
import { isOneOf } from "@/db/is-one-of";
import { newId } from "@/db/new-id";
import type { drivers } from "@/db/schema/drivers";
import { invoiceLines, invoices } from "@/db/schema/invoices";
import { charges } from "@/db/schema/plans";
import { billItems } from "@/db/schema/subscriptions";
import { updateRows } from "@/db/update-rows";
import { enqueueAll } from "@/queue/enqueue";
import { writeAudits } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { reserveNumbers, storeDocuments } from "@/services/documents/issue-documents";
import { postJournals } from "@/services/ledger/post-journal";
import {
  type NewNotification,
  writeNotifications,
} from "@/services/notifications/write-notification";
import type { InvoiceDraft } from "./draft-invoices";
import type { IssuedOne, IssueOrder } from "./issue-order";
import type { Parties } from "./lock-parties";
import { storeVatAmount } from "./stored-vat-amount";

/** An invoice that lacks nothing but its number. */
export interface Composed {
  readonly order: IssueOrder;
  readonly driver: InferSelectModel<typeof drivers>;
  readonly draft: InvoiceDraft;
  readonly invoiceId: Id<"invoice">;
  readonly issuedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly canonicalOf: (number: string) => string;
  /** Null where nothing moves. */
  readonly journal: Journal | null;
}

type Numbered = Composed & {
  readonly documentId: Id<"document">;
  readonly seq: number;
  readonly number: string;
};

/**
 * Stores composed invoices, in the caller's transaction: what they bill is marked and booked and their drafts are
 * written, then numbers are taken, then they are finalized with documents, mails and wake-ups. Each table is written in
 * one statement.
 */
export async function storeIssued(
  ctx: Ctx,
  { seller }: Parties,
  composed: readonly Composed[],
): Promise<IssuedOne[]> {
  const [first] = composed;
  if (!first) return [];
  await markInvoiced(ctx, composed);
  await postJournals(
    ctx,
    composed.map(({ journal }) => journal),
  );
  await insertRows(
    ctx.db,
    invoices,
    composed.map((one) => draftRow(ctx, seller.id, one)),
  );
  await insertRows(
    ctx.db,
    invoiceLines,
    composed.flatMap((one) => lineRows(ctx, one)),
  );
  const series = { kind: "invoice", seller, issuedOn: first.issuedOn } as const;
  const numbers = await reserveNumbers(ctx, series, composed.length);
  const numbered = composed.map((one, index): Numbered => {
    const taken = numbers[index];
    invariant(taken !== undefined, "a number for each invoice");
    return { ...one, ...taken, documentId: newId<"document">() };
  });
  await storeDocuments(
    ctx,
    series,
    numbered.map((one) => ({
      ...one,
      subject: { type: "invoice", id: one.invoiceId },
      driverId: one.driver.id,
    })),
  );
  await updateRows(
    ctx.db,
    invoices,
    ["tenantId", "id"],
    numbered.map((one) => finalizedRow(ctx, one)),
  );
  await tell(ctx, numbered);
  return numbered.map(({ invoiceId, driver, draft }) => ({
    invoiceId,
    driverId: driver.id,
    currency: draft.currency,
    totalMinor: draft.totals.totalMinor,
  }));
}

async function markInvoiced(ctx: Ctx, composed: readonly Composed[]): Promise<void> {
  const lines = composed.flatMap(({ draft }) => draft.lines);
  const chargeIds = lines.flatMap((line) => (line.kind === "charge" ? [line.charge.id] : []));
  const itemIds = lines.flatMap((line) => (line.kind === "item" ? [line.item.id] : []));
  if (chargeIds.length > 0) {
    const { count } = await ctx.db
      .update(charges)
      .set({ state: "invoiced" })
      .where(
        and(
          eq(charges.tenantId, ctx.tenantId),
          isOneOf(charges.id, chargeIds),
          eq(charges.state, "open"),
        ),
      );
    invariant(count === chargeIds.length, "a charge of the invoices was not open");
  }
  if (itemIds.length > 0) {
    const { count } = await ctx.db
      .update(billItems)
      .set({ state: "invoiced" })
      .where(
        and(
          eq(billItems.tenantId, ctx.tenantId),
          isOneOf(billItems.id, itemIds),
          eq(billItems.state, "open"),
        ),
      );
    invariant(count === itemIds.length, "an item of the invoices was not open");
  }
}

function draftRow(
  ctx: Ctx,
  legalEntityId: Id<"legalEntity">,
  { order, draft, driver, invoiceId }: Composed,
): typeof invoices.$inferInsert {
  const { totals } = draft;
  return {
    tenantId: ctx.tenantId,
    id: invoiceId,
    driverId: driver.id,
    legalEntityId,
    kind: order.kind,
    periodStart: order.period.start,
    periodEnd: order.period.end,
    currency: draft.currency,
    basis: draft.basis,
    netMinor: totals.netMinor,
    vatMinor: totals.vatMinor,
    roundingMinor: totals.roundingMinor,
    totalMinor: totals.totalMinor,
    runId: order.runId ?? null,
    perRate: totals.perRate.map(storeVatAmount),
    createdAt: ctx.clock.now(),
  };
}

function finalizedRow(ctx: Ctx, one: Numbered): Partial<typeof invoices.$inferInsert> {
  return {
    tenantId: ctx.tenantId,
    id: one.invoiceId,
    state: "finalized",
    paymentState: one.draft.totals.totalMinor > 0n ? "open" : "nothing_due",
    number: one.number,
    documentId: one.documentId,
    dueOn: one.dueOn,
    finalizedAt: ctx.clock.now(),
  };
}

function lineRows(ctx: Ctx, { draft, invoiceId }: Composed): (typeof invoiceLines.$inferInsert)[] {
  return draft.lines.map((line, index) => {
    const label = line.kind === "charge" ? (line.charge.label ?? null) : null;
    return {
      tenantId: ctx.tenantId,
      invoiceId,
      seq: index + 1,
      chargeId: line.kind === "charge" ? line.charge.id : null,
      billItemId: line.kind === "item" ? line.item.id : null,
      ...sumOf(line.amounts),
      perRate: line.amounts.map(storeVatAmount),
      purpose: label?.purpose ?? null,
      costCentre: label?.costCentre?.code ?? null,
    };
  });
}

async function tell(ctx: Ctx, numbered: readonly Numbered[]): Promise<void> {
  await writeNotifications(
    ctx,
    numbered.map((one) => issuedMail(ctx, one)),
  );
  await writeAudits(
    ctx,
    numbered.map(({ invoiceId, number, order, draft }) => ({
      action: "invoice.issue",
      subjectType: "invoice",
      subjectId: invoiceId,
      detail: {
        number,
        kind: order.kind,
        total: draft.totals.totalMinor.toString(),
        currency: draft.currency,
      },
    })),
  );
  const due = numbered.filter(({ draft }) => draft.totals.totalMinor > 0n);
  await enqueueAll(
    ctx.db,
    "collect-payment",
    due.map(({ invoiceId: id }) => ({ tenantId: ctx.tenantId, id })),
  );
}

// Amounts go as data: the mail's language writes them.
function issuedMail(ctx: Ctx, one: Numbered): NewNotification {
  const { invoiceId, number, draft, driver, dueOn } = one;
  return {
    key: `invoice_issued:${invoiceId}`,
    kind: "invoice_issued",
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      number,
      totalMinor: draft.totals.totalMinor.toString(),
      currency: draft.currency,
      dueOn: dueOn.toString(),
      url: `${ctx.settings.baseUrl}/invoices/${invoiceId}`,
    },
  };
}
