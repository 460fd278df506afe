import { sql } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import type { Ctx } from "@/services/context";

const HISTORY_DAYS = 90;
const LEAST_SAMPLES = 5;
/** Where nothing is known of a partner, a day; and nobody is late within the hour. */
const UNKNOWN_S = 24 * 3_600;
const LEAST_S = 3_600;

/** How long a partner's CDRs take from the end of the charge to us, in seconds, over the last 90 days. */
export interface UsualDelay {
  readonly samples: number;
  readonly medianS: number;
  /** Nine of ten come within. */
  readonly p90S: number;
}

/** The usual delay of each partner that sent enough CDRs to tell. */
export async function readUsualDelays(ctx: Ctx): Promise<ReadonlyMap<Id<"partner">, UsualDelay>> {
  const since = ctx.clock.now().subtract({ hours: 24 * HISTORY_DAYS });
  const rows = await ctx.db.execute<{
    partner_id: string;
    samples: number;
    median_s: number;
    p90_s: number;
  }>(sql`
    select partner_id, count(*)::int as samples,
      percentile_cont(0.5) within group (order by delay) as median_s,
      percentile_cont(0.9) within group (order by delay) as p90_s
    from (
      select partner_id, extract(epoch from received_at - ended_at)::float8 as delay
      from ${cdrs}
      where tenant_id = ${ctx.tenantId} and not is_credit and received_at >= ended_at
        and started_at > ${since.toString()}::timestamptz) d
    group by partner_id having count(*) >= ${LEAST_SAMPLES}`);
  return new Map(
    rows.map(({ partner_id: id, samples, median_s: medianS, p90_s: p90S }) => [
      asId<"partner">(id),
      { samples, medianS, p90S },
    ]),
  );
}

/** From when on a CDR that has not come is late, in seconds after the end of the charge. */
export function lateAfterS(delay: UsualDelay | undefined): number {
  return delay ? Math.max(delay.p90S, LEAST_S) : UNKNOWN_S;
}
