import { sql } from "drizzle-orm";
import { money, type Money } from "@/core/money/money";
import { cdrs } from "@/db/schema/cdrs";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { listAccountPostings } from "@/services/ledger/list-account-postings";
import { requireDriver } from "@/services/require-role";

/** One line of a wallet's statement: above zero came in. */
export interface WalletMovement {
  readonly id: string;
  /** The journal's kind. */
  readonly kind: string;
  readonly at: Temporal.Instant;
  readonly amount: Money;
  readonly creditAfter: Money;
  /** Where the charge was, for charges. */
  readonly place: string | null;
}

/** A page of the acting driver's wallet statement, newest first; `next` asks for what came before. */
export async function listWalletMovements(
  ctx: Ctx,
  query: { readonly currency: string; readonly before?: bigint },
): Promise<{ readonly movements: WalletMovement[]; readonly next: bigint | null }> {
  const driverId = requireDriver(ctx);
  const lines = await listAccountPostings(ctx, {
    driverId,
    account: "wallet",
    ...query,
    limit: PAGE + 1,
  });
  const shown = lines.slice(0, PAGE);
  const places = await readPlaces(
    ctx,
    shown.flatMap(({ sourceType, sourceId }) => (sourceType === "charge" ? [sourceId] : [])),
  );
  const last = lines.length > PAGE ? shown.at(-1) : undefined;
  return {
    movements: shown.map((line) => ({
      id: line.journalId,
      kind: line.kind,
      at: line.effectiveAt,
      amount: money(-line.amount.amountMinor, query.currency),
      creditAfter: money(-line.balanceAfter.amountMinor, query.currency),
      place: places.get(line.sourceId) ?? null,
    })),
    next: last?.version ?? null,
  };
}

const PAGE = 25;

async function readPlaces(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.execute<{ id: string; place: string | null }>(sql`
    select h.id, coalesce(c.core #>> '{data,cdrLocation,name}', c.core #>> '{data,cdrLocation,address}') as place
    from json_array_elements_text(${JSON.stringify(ids)}::json) as one(value)
    join ${charges} h on h.tenant_id = ${ctx.tenantId} and h.id = one.value::uuid
    join ${cdrs} c on c.tenant_id = h.tenant_id and c.id = h.cdr_id`);
  return new Map(rows.flatMap(({ id, place }) => (place === null ? [] : [[id, place] as const])));
}
