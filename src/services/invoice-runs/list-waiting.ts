import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { isOneOf } from "@/db/is-one-of";
import { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { findDueInvoices } from "./find-due";
import { readWaitingBook, type Waiting } from "./find-waiting";
import type { RunZone } from "./run-zones";

const MOST_DUE = 100_000;
const MOST_SHOWN = 50;

/** Who waits in a month's run: all of them in number, the first fifty by name. */
export interface WaitingList {
  readonly count: number;
  readonly drivers: readonly (Waiting & { readonly name: string; readonly timeZone: string })[];
}

/** The drivers who are due in a month and wait, and why. */
export async function listWaiting(ctx: Ctx, zones: readonly RunZone[]): Promise<WaitingList> {
  if (zones.length === 0) return { count: 0, drivers: [] };
  const book = await readWaitingBook(ctx, zones);
  const zoneOf = new Map(zones.map((zone) => [zone.timeZone, zone]));
  const waiting = new Map<Id<"driver">, Waiting>();
  for (const { driverId, timeZone } of await findDueInvoices(ctx, zones, MOST_DUE)) {
    const zone = zoneOf.get(timeZone);
    const waits = zone && book.of(driverId, zone);
    if (waits) waiting.set(driverId, waits);
  }
  const shown = [...waiting.values()].slice(0, MOST_SHOWN);
  const names = await readDriverNames(
    ctx,
    shown.map(({ driverId }) => driverId),
  );
  return {
    count: waiting.size,
    drivers: shown.flatMap((waits) => {
      const driver = names.get(waits.driverId);
      return driver ? [{ ...waits, ...driver }] : [];
    }),
  };
}

/** Names of drivers, and the zones that their months are in. */
export async function readDriverNames(
  ctx: Ctx,
  ids: readonly string[],
): Promise<ReadonlyMap<Id<"driver">, { readonly name: string; readonly timeZone: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: drivers.id, name: drivers.name, timeZone: drivers.timeZone })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), isOneOf(drivers.id, ids)));
  return new Map(rows.map(({ id, ...driver }) => [id, driver]));
}
