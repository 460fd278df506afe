import { and, desc, eq, or, sql, type SQL } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { DocumentFormat } from "@/core/invoicing/document-format";
import { money, type Money } from "@/core/money/money";
import { drivers } from "@/db/schema/drivers";
import { documentFiles, issuedDocuments, type DocumentKind } from "@/db/schema/invoices";
import { creditors } from "@/db/schema/settlements";
import type { Ctx } from "@/services/context";
import { contains } from "@/services/reports/text-search";
import { requireRole } from "@/services/require-role";

const PAGE_SIZE = 50;

/** An issued document of any kind in a list. */
export interface DocumentListItem {
  readonly id: Id<"document">;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly issuedAt: Temporal.Instant;
  /** Whom it is for: a driver, or an operator. */
  readonly party: string;
  readonly driverId: Id<"driver"> | null;
  readonly invoiceId: Id<"invoice"> | null;
  /** What it comes to, where it comes to something. */
  readonly total: Money | null;
  /** The files that have been made of it. */
  readonly formats: readonly DocumentFormat[];
}

/** What finance looks for among issued documents; what is absent does not matter. */
export interface DocumentFilter {
  readonly kind?: DocumentKind | undefined;
  readonly year?: number | undefined;
  readonly driverId?: Id<"driver"> | undefined;
  /** Part of the number, or of the party's name or number. */
  readonly text?: string | undefined;
}

/** A page of documents. */
export interface DocumentPage {
  readonly documents: readonly DocumentListItem[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/** Issued documents of all kinds by a filter, newest first. For finance. @throws ServiceError FORBIDDEN. */
export async function listDocuments(
  ctx: Ctx,
  filter: DocumentFilter & { readonly page: number },
): Promise<DocumentPage> {
  requireRole(ctx, "finance");
  const { kind, year, driverId, text } = filter;
  const wanted = and(
    eq(issuedDocuments.tenantId, ctx.tenantId),
    kind && eq(issuedDocuments.kind, kind),
    year === undefined ? undefined : eq(issuedDocuments.year, year),
    driverId && eq(issuedDocuments.driverId, driverId),
    text
      ? or(
          contains(issuedDocuments.number, text),
          contains(drivers.name, text),
          contains(drivers.number, text),
          contains(creditors.name, text),
        )
      : undefined,
  );
  return readPage(ctx, wanted, filter.page);
}

/** A page of the documents that fit `wanted`, over documents joined with their drivers and operators. */
export async function readPage(
  ctx: Ctx,
  wanted: SQL | undefined,
  page: number,
): Promise<DocumentPage> {
  const body = sql`${issuedDocuments.canonical}::jsonb`;
  const rows = await ctx.db
    .select({
      id: issuedDocuments.id,
      kind: issuedDocuments.kind,
      number: issuedDocuments.number,
      issuedAt: issuedDocuments.issuedAt,
      driverId: issuedDocuments.driverId,
      invoiceId: issuedDocuments.invoiceId,
      driver: drivers.name,
      creditor: creditors.name,
      currency: sql<string | null>`${body} ->> 'currency'`,
      totalMinor: sql<
        string | null
      >`coalesce(${body} ->> 'totalMinor', ${body} ->> 'closingMinor')`,
      formats: sql<DocumentFormat[] | null>`(
        select json_agg(f.format order by f.format desc) from ${documentFiles} f
        where f.tenant_id = ${issuedDocuments.tenantId} and f.document_id = ${issuedDocuments.id})`,
      counted: sql<number>`(count(*) over ())::int`,
    })
    .from(issuedDocuments)
    .leftJoin(
      drivers,
      and(eq(drivers.tenantId, issuedDocuments.tenantId), eq(drivers.id, issuedDocuments.driverId)),
    )
    .leftJoin(
      creditors,
      and(
        eq(creditors.tenantId, issuedDocuments.tenantId),
        eq(creditors.id, issuedDocuments.creditorId),
      ),
    )
    .where(wanted)
    .orderBy(desc(issuedDocuments.issuedAt), desc(issuedDocuments.seq), desc(issuedDocuments.id))
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE);
  return {
    documents: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      number: row.number,
      issuedAt: row.issuedAt,
      driverId: row.driverId,
      invoiceId: row.invoiceId,
      party: row.driver ?? row.creditor ?? "",
      total:
        row.currency && row.totalMinor !== null
          ? money(BigInt(row.totalMinor), row.currency)
          : null,
      formats: row.formats ?? [],
    })),
    total: rows[0]?.counted ?? 0,
    page,
    pageSize: PAGE_SIZE,
  };
}
