import { sql } from "drizzle-orm";
import { keptClasses, keptUntil, type KeptClass } from "@/core/privacy/kept-classes";
import { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { requireOwner } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { personalTables } from "./personal-tables";
import { readDataSubject, readPersonalCounts } from "./read-personal-data";

/** A kind of record, how many there are of the acting driver, and until when the last of them is kept. */
export interface KeptRecords extends KeptClass {
  readonly records: number;
  /** ISO date: from then on none of today's is kept; null while the account decides. */
  readonly keptUntil: string | null;
}

/** What is kept of the acting driver, why and how long. @throws ServiceError FORBIDDEN for anyone but the owner. */
export async function readKept(ctx: Ctx): Promise<readonly KeptRecords[]> {
  const driverId = requireOwner(ctx);
  const subject = await readDataSubject(ctx, driverId);
  if (!subject) throw new ServiceError("NOT_FOUND", "There is no such account.");
  const counts = await readPersonalCounts(ctx, subject);
  const [zone] = await ctx.db
    .select({ timeZone: drivers.timeZone })
    .from(drivers)
    .where(sql`${drivers.tenantId} = ${ctx.tenantId} and ${drivers.id} = ${driverId}`);
  const today = ctx.clock
    .now()
    .toZonedDateTimeISO(zone?.timeZone ?? "UTC")
    .toPlainDate();
  return keptClasses.map((kept) => ({
    ...kept,
    records: personalTables
      .filter((table) => table.kept === kept.id)
      .reduce((sum, { name }) => sum + (counts.get(name) ?? 0), 0),
    keptUntil: keptUntil(kept.until, today)?.toString() ?? null,
  }));
}
