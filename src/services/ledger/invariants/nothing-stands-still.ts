import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { dueLimits } from "./due-limits";
import { ofTenant, type TimedInvariantQuery } from "./invariant-query";

/** I9: no row waits longer past its time than its limit (`due-limits.ts`). It needs to know what time it is. */
export const nothingStandsStill: TimedInvariantQuery = {
  invariant: "I9",
  promise: "nothing that is due stands still",
  checked: (tenantId) => {
    const counts = dueLimits.map(
      ({ table, waits }) =>
        sql`(select count(*) from ${sql.raw(table)} r where ${sql.raw(waits)} and ${ofTenant("r.tenant_id", tenantId)})`,
    );
    return sql`select (${sql.join(counts, sql` + `)})::int as n`;
  },
  violations: (tenantId: Id<"tenant"> | undefined, at: Temporal.Instant) =>
    dueLimits.map(
      ({ thing, table, name, due, waits, hours }) => sql`
      select ${thing} || ' ' || r.${sql.raw(name)} as subject,
             'was due ' || to_char(r.${sql.raw(due)} at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC, and may wait '
               || ${hours}::int || ' h' as detail
      from ${sql.raw(table)} r
      where ${sql.raw(waits)} and ${ofTenant("r.tenant_id", tenantId)}
        and r.${sql.raw(due)} < ${at.subtract({ hours }).toString()}::timestamptz`,
    ),
};
