import type { DunningStep } from "@/core/dunning/dunning-rules";
import type { InterestPart } from "@/core/dunning/interest";
import type { Id } from "@/core/ids";
import type { ReminderAddition } from "@/core/invoicing/reminder-document";
import { openBillItem, type ItemToOpen } from "@/services/bill-items/open-bill-item";
import type { Ctx } from "@/services/context";
import { issueInvoices } from "@/services/invoices/issue-invoices";
import { planAdditions } from "./plan-additions";
import type { Standing } from "./standing";
import { writeEvent } from "./write-event";

interface Addition {
  readonly item: ItemToOpen;
  readonly shown: ReminderAddition;
  readonly interest: InterestPart | null;
}

/**
 * Books what a step adds and invoices it at once, apart from everything else that is open. The same step again adds
 * nothing. Answers what the letter says of it.
 */
export async function billAdditions(
  ctx: Ctx,
  standing: Standing,
  step: DunningStep,
): Promise<ReminderAddition[]> {
  const { feeMinor, interest } = await planAdditions(ctx, standing, step);
  const additions = [
    ...(feeMinor > 0n ? [feeAddition(ctx, standing, step, feeMinor)] : []),
    ...interest.map((part) => interestAddition(ctx, standing, part)),
  ];
  if (additions.length === 0) return [];
  const itemIds: Id<"billItem">[] = [];
  for (const { item } of additions) itemIds.push(await openBillItem(ctx, item));
  const invoiceId = await invoiceItems(ctx, standing, itemIds);
  // Known items, of a round before this one: they were asked for then.
  if (invoiceId === null) return [];
  for (const addition of additions) await note(ctx, standing, addition, invoiceId);
  return additions.map(({ shown }) => shown);
}

function baseOf(ctx: Ctx, { invoice }: Standing) {
  return {
    driverId: invoice.driverId,
    basis: invoice.basis,
    currency: invoice.currency,
    servicedAt: ctx.clock.now(),
    // Invoiced here: a run that comes first must not take it.
    billAt: ctx.clock.now(),
  };
}

function feeAddition(
  ctx: Ctx,
  standing: Standing,
  step: DunningStep,
  amountMinor: bigint,
): Addition {
  const code = step.action === "collection_notice" ? "collection_fee" : "reminder_fee";
  const words = { code, parameters: { invoice: standing.invoice.number ?? "" } } as const;
  const key = `dunning:${standing.row.id}:fee:${standing.row.step}`;
  const item: ItemToOpen = { ...baseOf(ctx, standing), kind: code, amountMinor, key, words };
  return { item, shown: { words, amountMinor: `${amountMinor}`, interest: null }, interest: null };
}

function interestAddition(ctx: Ctx, standing: Standing, part: InterestPart): Addition {
  const { amountMinor } = part;
  const [from, until] = [part.from.toString(), part.until.toString()];
  const invoice = standing.invoice.number ?? "";
  const words = { code: "late_interest", parameters: { invoice, from, until } } as const;
  const key = `dunning:${standing.row.id}:interest:${from}:${until}`;
  const item: ItemToOpen = { ...baseOf(ctx, standing), kind: words.code, amountMinor, key, words };
  const interest = { from, until, rate: part.rate, baseMinor: `${standing.openMinor}` };
  return { item, shown: { words, amountMinor: `${amountMinor}`, interest }, interest: part };
}

async function invoiceItems(
  ctx: Ctx,
  { row, invoice, issuedOn }: Standing,
  itemIds: readonly Id<"billItem">[],
): Promise<Id<"invoice"> | null> {
  const now = ctx.clock.now();
  const issued = await issueInvoices(ctx, {
    driverId: row.driverId,
    kind: "fees",
    period: { start: row.openedAt, end: now },
    until: now,
    itemIds,
    ...(invoice.documentId && {
      references: [
        {
          documentId: invoice.documentId,
          number: invoice.number ?? "",
          issuedOn: issuedOn.toString(),
        },
      ],
    }),
  });
  return issued[0] ?? null;
}

async function note(
  ctx: Ctx,
  { row, invoice }: Standing,
  { item, interest }: Addition,
  invoiceId: Id<"invoice">,
): Promise<void> {
  const { currency } = invoice;
  const { amountMinor } = item;
  if (!interest) {
    const detail = { invoiceId, fee: item.kind };
    await writeEvent(ctx, row.id, { kind: "fee_added", amountMinor, currency, detail });
    return;
  }
  const { from, until, rate } = interest;
  await writeEvent(ctx, row.id, {
    kind: "interest_added",
    amountMinor,
    currency,
    detail: { invoiceId, from: from.toString(), until: until.toString(), rate: String(rate) },
  });
}
