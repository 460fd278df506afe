import type { DunningStep } from "@/core/dunning/dunning-rules";
import { nextStepAt } from "@/core/dunning/next-step";
import type {
  ReminderAddition,
  ReminderDocument,
  RemindedInvoice,
} from "@/core/invoicing/reminder-document";
import { invariant } from "@/core/invariant";
import type { invoices } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { buyerParty, sellerParty } from "@/services/documents/document-parties";
import { issueDocument } from "@/services/documents/issue-document";
import { issueDay, readIssuer } from "@/services/documents/read-issuer";
import { writeNotification } from "@/services/notifications/write-notification";
import { payLink } from "@/services/payments/pay-link";
import { billAdditions } from "./bill-additions";
import { openOfRow, type Standing } from "./standing";
import { writeEvent } from "./write-event";

type Invoice = typeof invoices.$inferSelect;

/** The least time that a letter gives. */
const LEAST_DAYS = 7;

/**
 * Sends a reminder or a collection notice: its fee and interest are booked and invoiced first, then the numbered document
 * is issued, then the driver gets a mail that leads to where he pays.
 */
export async function sendLetter(
  ctx: Ctx,
  standing: Standing,
  step: DunningStep,
  collectAt: Temporal.Instant | null,
): Promise<void> {
  const { row, invoice, driver } = standing;
  const level = step.action === "collection_notice" ? "collection_notice" : "reminder";
  const additions = await billAdditions(ctx, standing, step);
  const issuer = await readIssuer(ctx);
  invariant(issuer, "a tenant that issued an invoice has a legal entity");
  const { seller } = issuer;
  const today = issueDay(ctx, issuer);
  const content = contentOf(ctx, standing, { step, level, additions });
  const { documentId, number } = await issueDocument<ReminderDocument>(ctx, {
    kind: "reminder",
    seller,
    issuedOn: today,
    subject: { type: "dunning_case", id: row.id },
    driverId: row.driverId,
    invoiceId: invoice.id,
    compose: (taken) => ({
      ...content,
      number: taken,
      issuedOn: today.toString(),
      seller: sellerParty(seller),
      howToPay: {
        bankAccount: seller.bankAccount,
        reference: invoice.number ?? "",
        payUrl: `${ctx.settings.baseUrl}/invoices/${invoice.id}`,
        collectOn: collectAt?.toZonedDateTimeISO(driver.timeZone).toPlainDate().toString() ?? null,
      },
    }),
  });
  await writeEvent(ctx, row.id, {
    kind: level === "reminder" ? "reminded" : "collection_notice",
    amountMinor: BigInt(content.totalMinor),
    currency: invoice.currency,
    documentId,
    detail: { number, payBy: content.payBy },
  });
  await writeNotification(ctx, {
    key: `reminder_issued:${documentId}`,
    kind: "reminder_issued",
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      number: invoice.number ?? "",
      totalMinor: content.totalMinor,
      currency: invoice.currency,
      dueOn: standing.dueOn.toString(),
      url: await payLink(ctx, invoice.id),
    },
  });
}

function contentOf(
  ctx: Ctx,
  standing: Standing,
  letter: {
    readonly step: DunningStep;
    readonly level: ReminderDocument["level"];
    readonly additions: readonly ReminderAddition[];
  },
) {
  const { row, driver, invoice } = standing;
  const { additions } = letter;
  const invoicesOf = [invoice, ...standing.additions]
    .filter((one) => openOfRow(one) > 0n)
    .map((one) => remindedInvoice(one, driver.timeZone));
  const total = [
    ...invoicesOf.map(({ openMinor }) => openMinor),
    ...additions.map(({ amountMinor }) => amountMinor),
  ].reduce((sum, minor) => sum + BigInt(minor), 0n);
  return {
    schema: "kvitt.reminder/1",
    dunningCaseId: row.id,
    level: letter.level,
    step: row.step + 1,
    locale: driver.locale,
    timeZone: driver.timeZone,
    buyer: buyerParty(driver),
    currency: invoice.currency,
    invoices: invoicesOf,
    additions,
    totalMinor: total.toString(),
    payBy: payByOf(ctx, standing).toString(),
  } as const;
}

function remindedInvoice(row: Invoice, timeZone: string): RemindedInvoice {
  const { documentId, number, finalizedAt, dueOn } = row;
  invariant(documentId && number && finalizedAt && dueOn, "an issued invoice has its document");
  return {
    documentId,
    number,
    issuedOn: finalizedAt.toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    dueOn: dueOn.toString(),
    totalMinor: row.totalMinor.toString(),
    openMinor: openOfRow(row).toString(),
  };
}

/** The day before the next step, and never less than a week. */
function payByOf(ctx: Ctx, { row, rules, dueOn, driver }: Standing): Temporal.PlainDate {
  const now = ctx.clock.now();
  const { timeZone } = driver;
  const least = now.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: LEAST_DAYS });
  const next = nextStepAt({
    steps: rules.steps,
    taken: row.step + 1,
    dueOn,
    timeZone,
    since: now,
  });
  const day = next?.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 });
  return day && Temporal.PlainDate.compare(day, least) > 0 ? day : least;
}
