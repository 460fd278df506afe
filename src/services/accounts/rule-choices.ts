import { and, desc, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { selectVehicles } from "@/services/vehicles/vehicle-row";
import { listCostCentres, type CostCentre } from "./cost-centres";
import { listMembers, type HeldToken } from "./list-members";

/** What rules may name. */
export interface RuleChoices {
  /** Where the account has charged, most often first; by "SE*NSL*LOC1". */
  readonly places: readonly { readonly id: string; readonly name: string }[];
  readonly vehicles: readonly { readonly id: Id<"vehicle">; readonly name: string }[];
  readonly tokens: readonly HeldToken[];
  readonly members: readonly { readonly id: Id<"member">; readonly name: string }[];
  readonly costCentres: readonly CostCentre[];
}

const MOST_PLACES = 100;

/** What the acting person's account has for rules to name. @throws ServiceError FORBIDDEN. */
export async function readRuleChoices(ctx: Ctx): Promise<RuleChoices> {
  const driverId = requireDriver(ctx);
  const [places, cars, people, costCentres] = await Promise.all([
    readPlaces(ctx, driverId),
    selectVehicles(ctx, driverId),
    listMembers(ctx),
    listCostCentres(ctx),
  ]);
  const { members, unassigned } = people;
  return {
    places,
    vehicles: cars.map(({ id, name }) => ({ id, name })),
    tokens: [...unassigned, ...members.flatMap(({ tokens }) => tokens)],
    members: members.map(({ id, name }) => ({ id, name })),
    costCentres,
  };
}

async function readPlaces(ctx: Ctx, driverId: Id<"driver">) {
  const field = (name: string) => sql`${cdrs.core} #>> ${`{data,cdrLocation,${name}}`}`;
  const id = sql<string>`${cdrs.countryCode} || '*' || ${cdrs.partyId} || '*' || upper(${cdrs.core} #>> '{data,cdrLocation,id}')`;
  return ctx.db
    .select({
      id,
      name: sql<string>`concat_ws(', ', max(coalesce(${field("name")}, ${field("address")})), max(${field("city")}))`,
    })
    .from(cdrs)
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        eq(cdrs.driverId, driverId),
        sql`${cdrs.core} #>> '{data,cdrLocation,id}' is not null`,
      ),
    )
    .groupBy(sql`1`)
    .orderBy(desc(sql`count(*)`))
    .limit(MOST_PLACES);
}
