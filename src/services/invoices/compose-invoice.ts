import { randomUUID } from "node:crypto";
import type { InferSelectModel } from "drizzle-orm";

import { canonicalText } from "@/core/invoicing/canonical-text";
import { invoiceFinalized } from "@/core/ledger/entries/invoice-finalized";
import { sumOf } from "@/core/money/vat-amount";
import { newId } from "@/db/new-id";
import type { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { composeDocument } from "./compose-document";
import { openOf, type InvoiceDraft } from "./draft-invoices";
import type { IssueOrder } from "./issue-order";
import type { Parties } from "./lock-parties";
import type { Composed } from "./store-issued";

/**
 * Makes everything of an invoice but its number, in memory: a mark that occurs nowhere else stands for it in the
 * document until it is known.
 */
export function composeInvoice(
  ctx: Ctx,
  { tenant, seller, abroad }: Parties,
  of: {
    readonly order: IssueOrder;
    readonly driver: InferSelectModel<typeof drivers>;
    readonly draft: InvoiceDraft;
  },
): Composed {
  const { order, driver, draft } = of;
  const now = ctx.clock.now();
  const issuedOn = now.toZonedDateTimeISO(tenant.timeZone).toPlainDate();
  const dueOn = issuedOn.add({ days: seller.paymentTermDays });
  const invoiceId = newId<"invoice">();
  const mark = randomUUID();
  const document = composeDocument({
    invoiceId,
    occasion: order.kind,
    number: mark,
    issuedOn,
    dueOn,
    period: order.period,
    draft,
    driver,
    seller,
    abroad,
    ...(order.references && { references: order.references }),
  });
  const text = canonicalText(document);
  const journal = invoiceFinalized({
    invoiceId,
    driverId: driver.id,
    currency: draft.currency,
    finalizedAt: now,
    totalMinor: draft.totals.totalMinor,
    perRate: draft.totals.perRate,
    billed: draft.lines.map(openOf).map(({ supplyCountry, amounts }) => ({
      supplyCountry,
      grossMinor: sumOf(amounts).grossMinor,
      perRate: amounts,
    })),
  });
  const canonicalOf = (number: string) => text.replaceAll(mark, number);
  return { order, driver, draft, invoiceId, issuedOn, dueOn, canonicalOf, journal };
}
