import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { writeProblem, type MarketFile } from "@/core/smart-charging/market/market-point";
import { newId } from "@/db/new-id";
import { marketImports } from "@/db/schema/energy-market";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { wakeSitesOfZones } from "./wake-sites-of-zones";

const ROWS_A_STATEMENT = 20_000;
const QUARTER_MINUTES = 15;

/** A file or answer with prices or production, and what was read from it. */
export interface NewMarketImport {
  readonly source: "entsoe" | "upload" | "demo";
  /** What it is called on the page: a file's name, or what was asked for. */
  readonly fileName: string;
  readonly content: Uint8Array;
  readonly file: MarketFile;
}

/** What came of it. */
export interface StoredMarketImport {
  readonly importId: Id<"other">;
  readonly points: number;
  /** Points whose value is another one than before, or new. */
  readonly changed: number;
}

/**
 * Stores an import whole, with its reasons, and takes its points: each takes the place of what was known for that
 * quarter hour. Sites in zones whose future changed are planned anew. For operations.
 * @throws ServiceError FORBIDDEN.
 */
export async function storeMarketImport(
  ctx: Ctx,
  input: NewMarketImport,
): Promise<StoredMarketImport> {
  requireRole(ctx, "operations");
  const { source, content, file } = input;
  const importId = newId<"other">();
  return inTransaction(ctx, async (tx) => {
    await tx.db.insert(marketImports).values({
      tenantId: tx.tenantId,
      id: importId,
      source,
      fileName: input.fileName.slice(0, 200),
      contentSha256: createHash("sha256").update(content).digest(),
      content,
      importedBy: actorName(tx.actor),
      importedAt: tx.clock.now(),
      points: file.points.length,
      problems: file.problems.map(writeProblem),
    });
    const futures = new Set<string>();
    let changed = 0;
    for (let from = 0; from < file.points.length; from += ROWS_A_STATEMENT) {
      const part = file.points.slice(from, from + ROWS_A_STATEMENT);
      for (const row of await putPoints(tx, part, importId)) {
        changed += Number(row.changed);
        if (Number(row.until_ms) > tx.clock.now().epochMilliseconds) futures.add(row.zone);
      }
    }
    await wakeSitesOfZones(tx, [...futures]);
    if (tx.actor.kind === "user") {
      await writeAudit(tx, {
        action: "market.imported",
        subjectType: "market_import",
        subjectId: importId,
        detail: { file: input.fileName, points: file.points.length, changed },
      });
    }
    return { importId, points: file.points.length, changed };
  });
}

/** Whether an import would change anything: the same answer fetched again is not kept again. */
export async function wouldChange(ctx: Ctx, file: MarketFile): Promise<boolean> {
  const [row] = await ctx.db.execute<{ differs: boolean }>(sql`
    select exists (
      select 1 from ${recordsOf(file.points)}
      left join market_points p on p.tenant_id = ${ctx.tenantId} and p.zone = r.zone
        and p.quantity = r.quantity and p.starts_at = to_timestamp(r.starts_s)
      where (p.value_micro, p.currency, p.is_known) is distinct from (r.value_micro, r.currency, true)
    ) as differs`);
  return row?.differs === true;
}

async function putPoints(ctx: Ctx, points: MarketFile["points"], importId: Id<"other">) {
  return ctx.db.execute<{ zone: string; until_ms: string; changed: string }>(sql`
    with put as (
      insert into market_points
        (tenant_id, zone, quantity, starts_at, minutes, value_micro, currency, is_known, import_id)
      select ${ctx.tenantId}::uuid, r.zone, r.quantity, to_timestamp(r.starts_s), ${QUARTER_MINUTES}::smallint,
        r.value_micro, r.currency, true, ${importId}::uuid
      from ${recordsOf(points)}
      on conflict (tenant_id, zone, quantity, starts_at) do update
        set minutes = excluded.minutes, value_micro = excluded.value_micro, currency = excluded.currency,
          is_known = true, import_id = excluded.import_id
        where (market_points.value_micro, market_points.currency, market_points.is_known)
          is distinct from (excluded.value_micro, excluded.currency, true)
      returning zone, starts_at
    )
    select zone, count(*)::text as changed,
      (extract(epoch from max(starts_at) + interval '15 minutes') * 1000)::bigint::text as until_ms
    from put group by zone`);
}

function recordsOf(points: MarketFile["points"]) {
  const rows = points.map(({ zone, quantity, startsMs, valueMicro, currency }) => ({
    zone,
    quantity,
    starts_s: startsMs / 1000,
    value_micro: valueMicro.toString(),
    currency,
  }));
  return sql`json_to_recordset(${JSON.stringify(rows)}::json)
    as r(zone text, quantity text, starts_s bigint, value_micro bigint, currency char(3))`;
}
