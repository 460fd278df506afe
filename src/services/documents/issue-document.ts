import { createHash } from "node:crypto";
import type { Id } from "@/core/ids";
import { canonicalText } from "@/core/invoicing/canonical-text";
import { documentNumber, seriesPrefix } from "@/core/invoicing/number";
import { newId } from "@/db/new-id";
import { issuedDocuments, type DocumentKind } from "@/db/schema/invoices";
import { enqueue } from "@/queue/enqueue";
import type { Ctx } from "@/services/context";
import { takeNumbers } from "./take-numbers";

/** A document to be issued: whose, of what, and how its content is made once its number is known. */
export interface DocumentOrder<D extends object> {
  readonly kind: DocumentKind;
  readonly seller: { readonly id: Id<"legalEntity">; readonly numberPrefix: string };
  /** The day of issue on the seller's wall clock: its year is the series'. */
  readonly issuedOn: Temporal.PlainDate;
  readonly subject: { readonly type: string; readonly id: Id };
  readonly seriesOf?: string;
  readonly driverId?: Id<"driver">;
  readonly creditorId?: Id<"creditor">;
  readonly invoiceId?: Id<"invoice">;
  readonly creditsDocumentId?: Id<"document">;
  /** The canonical content; everything a reader needs stands in it. */
  readonly compose: (number: string) => D;
}

/** What was issued. */
export interface Issued<D extends object> {
  readonly documentId: Id<"document">;
  readonly number: string;
  readonly document: D;
}

/**
 * Numbers and stores a document in the caller's transaction, and wakes the making of its files. The counter of its
 * series is locked until that transaction ends: keep it short, and take the number last.
 */
export async function issueDocument<D extends object>(
  ctx: Ctx,
  order: DocumentOrder<D>,
): Promise<Issued<D>> {
  const { kind, seller, issuedOn, subject, seriesOf = "" } = order;
  const series = { legalEntityId: seller.id, kind, year: issuedOn.year, seriesOf };
  const seq = await takeNumbers(ctx, series, 1);
  const prefix = seriesPrefix(seller.numberPrefix, kind, seriesOf);
  const number = documentNumber(prefix, issuedOn.year, seq);
  const document = order.compose(number);
  const canonical = canonicalText(document);
  const documentId = newId<"document">();
  await ctx.db.insert(issuedDocuments).values({
    tenantId: ctx.tenantId,
    id: documentId,
    ...series,
    seq,
    number,
    invoiceId: order.invoiceId,
    driverId: order.driverId,
    creditorId: order.creditorId,
    creditsDocumentId: order.creditsDocumentId,
    subjectType: subject.type,
    subjectId: subject.id,
    canonical,
    sha256: createHash("sha256").update(canonical).digest(),
    issuedAt: ctx.clock.now(),
  });
  await enqueue(ctx.db, "render-document", { tenantId: ctx.tenantId, id: documentId });
  return { documentId, number, document };
}
