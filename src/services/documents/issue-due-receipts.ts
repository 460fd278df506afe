import { sql } from "drizzle-orm";

import { canonicalText } from "@/core/invoicing/canonical-text";
import { newId } from "@/db/new-id";
import { charges } from "@/db/schema/plans";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { composeReceipt } from "./compose-receipt";
import { findChargesWithoutReceipt, type PaidCharge } from "./find-charges-without-receipt";
import { holdIssuing } from "./hold-issuing";
import { reserveNumbers, storeDocuments } from "./issue-documents";
import { issueDay, readIssuer, type Issuer } from "./read-issuer";

const BATCH = 500;

/**
 * Issues the receipts of charges that wallets paid, a batch in one transaction with one block of numbers. Returns how
 * many; a full batch means that more may be due.
 */
export async function issueDueReceipts(ctx: Ctx, limit = BATCH): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdIssuing(tx, "receipt"))) return 0;
    const due = await findChargesWithoutReceipt(tx, limit);
    if (due.length === 0) return 0;
    const issuer = await readIssuer(tx);
    if (!issuer) return 0;
    await issueAll(tx, issuer, due);
    return due.length;
  });
}

async function issueAll(tx: Ctx, issuer: Issuer, due: readonly PaidCharge[]): Promise<void> {
  const issuedOn = issueDay(tx, issuer);
  const series = { kind: "receipt", seller: issuer.seller, issuedOn } as const;
  const numbers = await reserveNumbers(tx, series, due.length);
  const documents = due.flatMap((paid, index) => {
    const reserved = numbers[index];
    if (!reserved) return [];
    return [
      {
        ...reserved,
        documentId: newId<"document">(),
        subject: { type: "charge", id: paid.id },
        driverId: paid.driver.id,
        canonicalOf: (number: string) =>
          canonicalText(composeReceipt(paid, { issuer, issuedOn, number })),
      },
    ];
  });
  await storeDocuments(tx, series, documents);
  const rows = documents.map(({ documentId, subject }) => ({
    id: subject.id,
    receipt: documentId,
  }));
  await tx.db.execute(sql`
    update ${charges} c set receipt_id = r.receipt
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, receipt uuid)
    where c.tenant_id = ${tx.tenantId} and c.id = r.id`);
}
