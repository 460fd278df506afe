import { sql } from "drizzle-orm";

import { asId } from "@/core/ids";
import type { TopUpReceiptDocument } from "@/core/invoicing/receipt-document";
import { canonicalText } from "@/core/invoicing/canonical-text";
import { newId } from "@/db/new-id";
import { isOneOf } from "@/db/is-one-of";
import { drivers } from "@/db/schema/drivers";
import { issuedDocuments } from "@/db/schema/invoices";
import { paymentMethods, payments } from "@/db/schema/payments";
import { topups } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { and, eq } from "drizzle-orm";
import { buyerParty, sellerParty } from "./document-parties";
import { holdIssuing } from "./hold-issuing";
import { reserveNumbers, storeDocuments } from "./issue-documents";
import { issueDay, readIssuer, type Issuer } from "./read-issuer";

const BATCH = 200;

/** Issues the receipts of top-ups that succeeded: of money in advance, without VAT. Returns how many. */
export async function issueTopUpReceipts(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdIssuing(tx, "topup-receipt"))) return 0;
    const due = await findTopUps(tx);
    const issuer = due.length === 0 ? null : await readIssuer(tx);
    if (!issuer) return 0;
    const issuedOn = issueDay(tx, issuer);
    const series = { kind: "receipt", seller: issuer.seller, issuedOn } as const;
    const numbers = await reserveNumbers(tx, series, due.length);
    const documents = due.flatMap((paid, index) => {
      const reserved = numbers[index];
      if (!reserved) return [];
      const subject = { type: "topup", id: paid.id };
      const canonicalOf = (number: string) =>
        canonicalText(compose(paid, { issuer, issuedOn, number }));
      const documentId = newId<"document">();
      return [{ ...reserved, documentId, subject, driverId: paid.driver.id, canonicalOf }];
    });
    await storeDocuments(tx, series, documents);
    return due.length;
  });
}

type DueTopUp = Awaited<ReturnType<typeof findTopUps>>[number];

async function findTopUps(ctx: Ctx) {
  const found = await ctx.db.execute<{ id: string }>(sql`
    select t.id from ${topups} t
    where t.tenant_id = ${ctx.tenantId} and t.state = 'succeeded' and not exists (
      select 1 from ${issuedDocuments} d
      where d.tenant_id = t.tenant_id and d.subject_id = t.id and d.kind = 'receipt')
    order by t.settled_at, t.id limit ${BATCH}`);
  const ids = [...found].map(({ id }) => asId<"topup">(id));
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({
      topup: topups,
      driver: drivers,
      brand: paymentMethods.brand,
      last4: paymentMethods.last4,
    })
    .from(topups)
    .innerJoin(drivers, and(eq(drivers.tenantId, topups.tenantId), eq(drivers.id, topups.driverId)))
    .leftJoin(
      payments,
      and(
        eq(payments.tenantId, topups.tenantId),
        eq(payments.topupId, topups.id),
        eq(payments.state, "succeeded"),
      ),
    )
    .leftJoin(
      paymentMethods,
      and(
        eq(paymentMethods.tenantId, payments.tenantId),
        eq(paymentMethods.id, payments.paymentMethodId),
      ),
    )
    .where(and(eq(topups.tenantId, ctx.tenantId), isOneOf(topups.id, ids)));
  const byId = new Map(rows.map((row) => [row.topup.id, row]));
  return [...byId.values()].map(({ topup, driver, brand, last4 }) => ({
    id: topup.id,
    topup,
    driver,
    paidWith: last4 === null ? null : `${brand ?? ""} •••• ${last4}`.trim(),
  }));
}

function compose(
  { topup, driver, paidWith }: DueTopUp,
  of: { readonly issuer: Issuer; readonly issuedOn: Temporal.PlainDate; readonly number: string },
): TopUpReceiptDocument {
  return {
    schema: "kvitt.receipt/1",
    of: "topup",
    number: of.number,
    issuedOn: of.issuedOn.toString(),
    locale: driver.locale,
    timeZone: driver.timeZone,
    seller: sellerParty(of.issuer.seller),
    buyer: buyerParty(driver),
    paidAt: (topup.settledAt ?? topup.createdAt).toString(),
    topupId: topup.id,
    currency: topup.currency,
    totalMinor: topup.amountMinor.toString(),
    paidWith,
  };
}
