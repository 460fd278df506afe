import { createHash } from "node:crypto";
import { and, asc, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { issuedDocuments, type DocumentKind } from "@/db/schema/invoices";
import { auditEvents } from "@/db/schema/notifications";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** Which series: what makes its numbers one sequence. */
export interface SeriesName {
  readonly legalEntityId: Id<"legalEntity">;
  readonly kind: DocumentKind;
  readonly seriesOf: string;
  readonly year: number;
}

const HEAD = ["seq", "number", "issued_at", "issued_by", "subject", "sha256", "intact"] as const;

/**
 * A series as CSV (RFC 4180, UTF-8), number by number: when it was issued, by whom as far as the audit says, and
 * whether its text still has its hash. For auditors; for finance.
 * @throws ServiceError FORBIDDEN.
 */
export async function exportSeries(ctx: Ctx, series: SeriesName): Promise<string> {
  requireRole(ctx, "finance");
  const rows = await ctx.db
    .select({
      seq: issuedDocuments.seq,
      number: issuedDocuments.number,
      issuedAt: issuedDocuments.issuedAt,
      subjectType: issuedDocuments.subjectType,
      subjectId: issuedDocuments.subjectId,
      canonical: issuedDocuments.canonical,
      sha256: issuedDocuments.sha256,
      actor: sql<string | null>`(
        select a.actor from ${auditEvents} a
        where a.tenant_id = ${issuedDocuments.tenantId} and a.subject_type = ${issuedDocuments.subjectType}
          and a.subject_id = ${issuedDocuments.subjectId}::text and a.occurred_at <= ${issuedDocuments.issuedAt}
        order by a.occurred_at desc limit 1)`,
    })
    .from(issuedDocuments)
    .where(
      and(
        eq(issuedDocuments.tenantId, ctx.tenantId),
        eq(issuedDocuments.legalEntityId, series.legalEntityId),
        eq(issuedDocuments.kind, series.kind),
        eq(issuedDocuments.seriesOf, series.seriesOf),
        eq(issuedDocuments.year, series.year),
      ),
    )
    .orderBy(asc(issuedDocuments.seq));
  const lines = rows.map((row) => {
    const reckoned = createHash("sha256").update(row.canonical).digest("hex");
    const stored = Buffer.from(row.sha256).toString("hex");
    return [
      String(row.seq),
      row.number,
      row.issuedAt.toString(),
      row.actor ?? "system",
      `${row.subjectType}:${row.subjectId}`,
      stored,
      reckoned === stored ? "yes" : "no",
    ];
  });
  return [HEAD, ...lines].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

// A cell that a spreadsheet would take for a formula is told to be text.
function quoted(cell: string): string {
  const safe = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
