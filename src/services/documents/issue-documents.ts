import { createHash } from "node:crypto";
import type { Id } from "@/core/ids";
import { documentNumber, seriesPrefix } from "@/core/invoicing/number";
import { insertRows } from "@/db/insert-rows";
import { issuedDocuments, type DocumentKind } from "@/db/schema/invoices";
import { enqueueAll } from "@/queue/enqueue";
import type { Ctx } from "@/services/context";
import { takeNumbers } from "./take-numbers";

/** Documents of one series that are issued together. */
export interface DocumentSeries {
  readonly kind: DocumentKind;
  readonly seller: { readonly id: Id<"legalEntity">; readonly numberPrefix: string };
  /** The day of issue on the seller's wall clock: its year is the series'. */
  readonly issuedOn: Temporal.PlainDate;
}

/** One of them: whose, of what, and its canonical text once its number is known. */
export interface DocumentText {
  readonly subject: { readonly type: string; readonly id: Id };
  readonly driverId?: Id<"driver">;
  readonly invoiceId?: Id<"invoice">;
  readonly canonicalOf: (number: string) => string;
}

/** What a document was issued as. */
export interface IssuedText {
  readonly documentId: Id<"document">;
  readonly number: string;
}

/**
 * Reserves numbers for `count` documents that follow each other: the counter of their series stays locked until the
 * caller's transaction ends, so reserve them last.
 */
export async function reserveNumbers(
  ctx: Ctx,
  { kind, seller, issuedOn }: DocumentSeries,
  count: number,
): Promise<{ readonly seq: number; readonly number: string }[]> {
  const year = issuedOn.year;
  const first = await takeNumbers(ctx, { legalEntityId: seller.id, kind, year }, count);
  const prefix = seriesPrefix(seller.numberPrefix, kind);
  return Array.from({ length: count }, (_, index) => ({
    seq: first + index,
    number: documentNumber(prefix, year, first + index),
  }));
}

/**
 * Stores documents under the numbers that were reserved for them, in one statement, and wakes the making of their
 * files. In the transaction that reserved them.
 */
export async function storeDocuments(
  ctx: Ctx,
  series: DocumentSeries,
  documents: readonly (DocumentText & IssuedText & { readonly seq: number })[],
): Promise<void> {
  const { tenantId } = ctx;
  const issuedAt = ctx.clock.now();
  await insertRows(
    ctx.db,
    issuedDocuments,
    documents.map(({ documentId, seq, number, subject, driverId, invoiceId, canonicalOf }) => {
      const canonical = canonicalOf(number);
      return {
        tenantId,
        id: documentId,
        legalEntityId: series.seller.id,
        kind: series.kind,
        seriesOf: "",
        year: series.issuedOn.year,
        seq,
        number,
        invoiceId,
        driverId,
        subjectType: subject.type,
        subjectId: subject.id,
        canonical,
        sha256: createHash("sha256").update(canonical).digest(),
        issuedAt,
      };
    }),
  );
  await enqueueAll(
    ctx.db,
    "render-document",
    documents.map(({ documentId: id }) => ({ tenantId, id })),
  );
}
