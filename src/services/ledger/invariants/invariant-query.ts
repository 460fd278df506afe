import { sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";

/** One promise of the books, as two questions to the database. */
export interface InvariantQuery {
  /** Its number in docs/ledger.md: I1, I2, … */
  readonly invariant: string;
  /** What it promises, in a few words. */
  readonly promise: string;
  /** One row `{n}`: how many things are looked at. */
  checked(tenantId: Id<"tenant"> | undefined): SQL;
  /** Queries that give a row `{subject, detail}` for each broken promise; none when all is well. */
  violations(tenantId: Id<"tenant"> | undefined): readonly SQL[];
}

/** A promise that is about time: it is looked at only by who knows what time it is. */
export interface TimedInvariantQuery extends Omit<InvariantQuery, "violations"> {
  violations(tenantId: Id<"tenant"> | undefined, at: Temporal.Instant): readonly SQL[];
}

/** Restricts a query to one tenant, or to nothing: `column` is a `tenant_id`. */
export function ofTenant(column: string, tenantId: Id<"tenant"> | undefined): SQL {
  return tenantId === undefined ? sql`true` : sql`${sql.raw(column)} = ${tenantId}::uuid`;
}
