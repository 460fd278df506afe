import { eq } from "drizzle-orm";

import type { Pool } from "@/db/client";
import { cdrs } from "@/db/schema/cdrs";
import { drivers } from "@/db/schema/drivers";
import { invoices } from "@/db/schema/invoices";
import { closeDuePeriods } from "@/services/invoice-runs/close-due-periods";
import { aPartnerPerson } from "./builders/partner-person";
import { aUser } from "./builders/driver";
import { staff } from "./builders/staff";
import { aTenant } from "./builders/tenant";
import { aRoamingDriver, cdrOf, rateAll } from "./roaming-driver";

/** A picture of one pixel. */
export const PIXEL = Uint8Array.from(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);

/**
 * A month of three charges (C1 to C3) of Astrid's at one CPO, with everybody who has a say in them: she, finance, a person
 * of the CPO's and one of another's. `invoice: false` leaves them unbilled.
 */
export async function aDisputedMonth(pool: Pool, { invoice = true } = {}) {
  const tenant = await aTenant(pool, { now: "2026-11-02T11:00:00Z" });
  const { ctx, clock } = tenant;
  const { driver, partner, send } = await aRoamingDriver(pool, tenant);
  await ctx.db.update(drivers).set({ name: "Astrid Lindqvist" }).where(eq(drivers.id, driver.id));
  const bodies = [cdrOf("C1", 3, 10), cdrOf("C2", 8, 15), cdrOf("C3", 20, 5)] as const;
  for (const body of bodies) await send("POST", "cdrs", body);
  await rateAll(ctx);
  clock.advance({ hours: 72 });
  if (invoice) await closeDuePeriods(ctx);
  const nora = await aPartnerPerson(tenant, partner.id);
  const finn = await aUser(ctx, { name: "Finn Ekström" });
  const cdrRow = async (ocpiId: string) => {
    const rows = await ctx.db.select().from(cdrs).where(eq(cdrs.tenantId, ctx.tenantId));
    const row = rows.find((one) => one.ocpiId === ocpiId);
    if (!row) throw new Error(`there is no CDR ${ocpiId}`);
    return row;
  };
  const invoiceRow = async () => {
    const [row] = await ctx.db.select().from(invoices).where(eq(invoices.tenantId, ctx.tenantId));
    if (!row) throw new Error("the month was not invoiced");
    return row;
  };
  return {
    tenant,
    ctx,
    clock,
    driver,
    partner,
    send,
    bodies,
    cdrRow,
    invoiceRow,
    me: tenant.as({ ...staff("driver", 5), driverId: driver.id }),
    finance: tenant.as({ ...staff("finance"), userId: finn.id }),
    nora: tenant.as(nora),
  };
}

/** A charge in Göteborg that overlaps the one of noon in Stockholm on a day of October by half an hour. */
export function cdrFarAway(id: string, day: number) {
  const base = cdrOf(id, day, 10);
  const start = base.start_date_time.replace("T10:00", "T10:30");
  return {
    ...base,
    start_date_time: start,
    cdr_location: {
      ...base.cdr_location,
      id: "LOC-FAR",
      city: "Göteborg",
      coordinates: { latitude: "57.707000", longitude: "11.967000" },
      evse_uid: "E9",
      evse_id: "SE*NSL*E9",
    },
    charging_periods: [{ ...base.charging_periods[0], start_date_time: start }],
    total_time: 0.5,
  };
}
