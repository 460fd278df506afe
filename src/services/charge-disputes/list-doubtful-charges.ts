import { and, eq, gte } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { chargeDisputes } from "@/db/schema/charge-disputes";
import { locations } from "@/db/schema/locations";
import { isOneOf } from "@/db/is-one-of";
import { decodeCdr } from "@/core/roaming/json";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import {
  findDoubtfulCharges,
  findingKey,
  type DoubtfulCharge,
  type Finding,
} from "./charge-doubts";
import { readDismissed, type IsDismissed } from "./dismiss-findings";

/** A charge that may not be right, to be offered to its driver. */
export interface OfferedCharge {
  readonly cdrId: Id<"cdr">;
  readonly place: string;
  readonly city: string;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant;
  readonly timeZone: string | null;
  readonly finding: Finding;
  /** By which the finding is dismissed. */
  readonly findingKey: string;
}

const DAYS = 30;
const MOST = 3;

/**
 * Charges of the acting driver's last thirty days about which something does not fit and that nobody has spoken of, newest
 * first (three at most); what he said is right is left out. Of a pair only one is offered.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listDoubtfulCharges(ctx: Ctx): Promise<readonly OfferedCharge[]> {
  const { driverId } = requireDriverUse(ctx);
  const to = ctx.clock.now();
  const from = to.subtract({ hours: DAYS * 24 });
  const [found, spokenOf, isDismissed] = await Promise.all([
    findDoubtfulCharges(ctx, driverId, { from, to }),
    readSpokenOf(ctx, driverId, from),
    readDismissed(ctx, driverId),
  ]);
  const chosen = choose(found, spokenOf, isDismissed).slice(0, MOST);
  return readPlaces(ctx, chosen);
}

/** Said on the charge's own page alone: a journey may have been made by two, and a car may be a new one. */
const QUIET: ReadonlySet<string> = new Set(["tooFar", "battery"]);

type Chosen = { readonly cdrId: Id<"cdr">; readonly finding: Finding };

/** The later of each pair, and of each charge its clearest finding. */
function choose(
  found: readonly DoubtfulCharge[],
  spokenOf: ReadonlySet<string>,
  isDismissed: IsDismissed,
): Chosen[] {
  const told = new Set(spokenOf);
  return found.toReversed().flatMap(({ cdrId, findings }) => {
    const finding = findings.find(
      (one) => !QUIET.has(one.code) && !told.has(one.otherCdrId ?? "") && !isDismissed(cdrId, one),
    );
    if (!finding || told.has(cdrId)) return [];
    told.add(cdrId);
    return [{ cdrId, finding }];
  });
}

async function readSpokenOf(
  ctx: Ctx,
  driverId: Id<"driver">,
  from: Temporal.Instant,
): Promise<ReadonlySet<string>> {
  const rows = await ctx.db
    .select({ cdrId: chargeDisputes.cdrId })
    .from(chargeDisputes)
    .where(
      and(
        eq(chargeDisputes.tenantId, ctx.tenantId),
        eq(chargeDisputes.driverId, driverId),
        gte(chargeDisputes.openedAt, from),
      ),
    );
  return new Set(rows.map(({ cdrId }) => cdrId));
}

async function readPlaces(ctx: Ctx, chosen: readonly Chosen[]): Promise<OfferedCharge[]> {
  if (chosen.length === 0) return [];
  const rows = await ctx.db
    .select({
      id: cdrs.id,
      core: cdrs.core,
      partnerId: cdrs.partnerId,
      startedAt: cdrs.startedAt,
      endedAt: cdrs.endedAt,
    })
    .from(cdrs)
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        isOneOf(
          cdrs.id,
          chosen.map(({ cdrId }) => cdrId),
        ),
      ),
    );
  const zones = await ctx.db
    .select({ id: locations.ocpiIdUpper, partnerId: locations.partnerId, zone: locations.timeZone })
    .from(locations)
    .where(
      and(
        eq(locations.tenantId, ctx.tenantId),
        isOneOf(
          locations.ocpiIdUpper,
          rows.map(({ core }) => decodeCdr(core).cdrLocation.id.toUpperCase()),
        ),
      ),
    );
  return chosen.flatMap(({ cdrId, finding }) => {
    const row = rows.find(({ id }) => id === cdrId);
    if (!row) return [];
    const { id, name, address, city } = decodeCdr(row.core).cdrLocation;
    const zone = zones.find(
      (one) => one.id === id.toUpperCase() && one.partnerId === row.partnerId,
    );
    const { startedAt, endedAt } = row;
    const place = name ?? address;
    const timeZone = zone?.zone ?? null;
    const named = { finding, findingKey: findingKey(finding) };
    return [{ cdrId, place, city, startedAt, endedAt, timeZone, ...named }];
  });
}
