import { and, eq, sql } from "drizzle-orm";
import { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

const FIRST = 10_001n;
const TRIES = 20;

/** A driver to be, all but his number. */
export type NewDriver = Omit<typeof drivers.$inferInsert, "tenantId" | "number">;

/**
 * Adds a driver under the next number of the tenant. The unique key decides when two come at once: the later one takes
 * the number after. Call it inside a transaction.
 * @throws ServiceError UNAVAILABLE where very many come at once.
 */
export async function addDriver(ctx: Ctx, driver: NewDriver): Promise<string> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const number = String(await nextNumber(ctx));
    const [row] = await ctx.db
      .insert(drivers)
      .values({ ...driver, tenantId: ctx.tenantId, number })
      .onConflictDoNothing({ target: [drivers.tenantId, drivers.number] })
      .returning({ number: drivers.number });
    if (row) return row.number;
  }
  throw new ServiceError("UNAVAILABLE", "Very many sign up right now. Try again.");
}

async function nextNumber(ctx: Ctx): Promise<bigint> {
  const [row] = await ctx.db
    .select({ last: sql<string | null>`max(${drivers.number}::bigint)::text` })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), sql`${drivers.number} ~ '^[0-9]{1,15}$'`));
  const last = row?.last ? BigInt(row.last) : 0n;
  return last + 1n > FIRST ? last + 1n : FIRST;
}
