import { and, asc, eq, exists, ne, or, sql, type SQL } from "drizzle-orm";
import type { PurposeDefault, PurposeRule } from "@/core/accounts/purpose-of-charge";
import type { Id } from "@/core/ids";
import { isOneOf } from "@/db/is-one-of";
import { accountMembers, costCentres, purposeRules } from "@/db/schema/accounts";
import { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";

/** How an account divides its charges. */
export interface AccountTerms {
  readonly driverId: Id<"driver">;
  /** Where a place does not say its own. */
  readonly timeZone: string;
  /** In their order: the first that holds counts. */
  readonly rules: readonly PurposeRule[];
  /** What no rule speaks of: business for a firm, private for a consumer. */
  readonly purpose: PurposeDefault["purpose"];
}

/** Whether the driver of a statement over `drivers` divides his charges: by rules or cost centres. */
function dividesCharges(ctx: Ctx): SQL {
  const { db, tenantId } = ctx;
  const ofDriver = (table: typeof purposeRules | typeof costCentres) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(table)
        .where(and(eq(table.tenantId, tenantId), eq(table.driverId, drivers.id))),
    );
  return sql`(${ofDriver(purposeRules)} or ${ofDriver(costCentres)})`;
}

/**
 * How accounts divide their charges, of those that have rules, cost centres or members; the others are left out. Two
 * statements, one where nobody divides.
 */
export async function readAccountTerms(
  ctx: Ctx,
  driverIds: readonly Id<"driver">[],
): Promise<ReadonlyMap<Id<"driver">, AccountTerms>> {
  if (driverIds.length === 0) return new Map();
  const { tenantId } = ctx;
  const hasMembers = exists(
    ctx.db
      .select({ one: sql`1` })
      .from(accountMembers)
      .where(
        and(
          eq(accountMembers.tenantId, tenantId),
          eq(accountMembers.driverId, drivers.id),
          ne(accountMembers.state, "invited"),
        ),
      ),
  );
  const found = await ctx.db
    .select({ id: drivers.id, timeZone: drivers.timeZone, kind: drivers.kind })
    .from(drivers)
    .where(
      and(
        eq(drivers.tenantId, tenantId),
        isOneOf(drivers.id, [...new Set(driverIds)]),
        or(hasMembers, dividesCharges(ctx)),
      ),
    );
  if (found.length === 0) return new Map();
  const ids = found.map(({ id }) => id);
  const rules = await ctx.db
    .select()
    .from(purposeRules)
    .where(and(eq(purposeRules.tenantId, tenantId), isOneOf(purposeRules.driverId, ids)))
    .orderBy(asc(purposeRules.seq), asc(purposeRules.id));
  const ofDriver = Map.groupBy(rules, ({ driverId }) => driverId);
  return new Map(
    found.map(({ id, timeZone, kind }) => {
      const purpose = kind === "business" ? "business" : "private";
      return [id, { driverId: id, timeZone, rules: ofDriver.get(id) ?? [], purpose }];
    }),
  );
}
