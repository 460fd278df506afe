import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import { type ChargingProfile, encodeProfile } from "@/core/smart-charging/charging-profile";
import { cdrHolds, cdrs } from "@/db/schema/cdrs";
import { partners, type PartnerSettings } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import { inTransaction } from "@/db/transaction";
import { insertWish } from "@/services/charging/charging-row";
import { receiveActiveProfile } from "@/services/charging/receive-active-profile";
import { recordChargingAnswer } from "@/services/charging/record-charging-answer";
import { recordStationResult } from "@/services/charging/record-station-result";
import type { Actor } from "@/services/context";
import { readRatingSettings } from "@/services/partners/rating-settings";
import { updateRatingSettings } from "@/services/partners/update-rating-settings";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { decideCdr } from "./decide-cdr";
import { getCdr } from "./get-cdr";
import { releaseWaitingCdrs } from "./release-waiting";

const database = testDatabase();
const finance: Actor = {
  kind: "user",
  userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
  email: "finans@kvitt.test",
  roles: ["finance"],
  driverId: null,
};
const DAY = "2026-10-05";
const at = (time: string) => Temporal.Instant.from(`${DAY}T${time}Z`);

/** 4.00 a kWh, 6.00 an hour parked, before 25 % tax. */
const PRICES = {
  country_code: "SE",
  party_id: "NSL",
  id: "T1",
  currency: "SEK",
  elements: [
    {
      price_components: [
        { type: "ENERGY", price: 4, vat: 25, step_size: 1 },
        { type: "PARKING_TIME", price: 6, vat: 25, step_size: 1 },
      ],
    },
  ],
  last_updated: "2026-09-05T00:00:00Z",
};

/** Nothing before 10:30, then 16 A. */
const LATE: ChargingProfile = {
  startDateTime: at("10:00:00"),
  rateUnit: "A",
  periods: [
    { startS: 0, limit: 0n },
    { startS: 1_800, limit: 16_000_000n },
  ],
};

/** 10:00–10:30 parked, then 10 kWh until 11:00: 3.00 + 40.00. */
function parked(id: string) {
  const cdr = cdrOf(id, 5, 10, 43);
  return {
    ...cdr,
    tariffs: [PRICES],
    charging_periods: [
      {
        start_date_time: `${DAY}T10:00:00Z`,
        tariff_id: "T1",
        dimensions: [{ type: "PARKING_TIME", volume: 0.5 }],
      },
      {
        start_date_time: `${DAY}T10:30:00Z`,
        tariff_id: "T1",
        dimensions: [
          { type: "ENERGY", volume: 10 },
          { type: "TIME", volume: 0.5 },
        ],
      },
    ],
    total_parking_time: 0.5,
  };
}

async function start(settings: PartnerSettings = {}) {
  const tenant = await aTenant(database.pool, { now: "2026-09-10T00:00:00Z" });
  const { ctx } = tenant;
  const world = await aRoamingDriver(database.pool, tenant);
  await ctx.db.update(partners).set({ settings }).where(eq(partners.tenantId, tenant.tenantId));
  await world.send("PUT", "tariffs/SE/NSL/T1", PRICES);
  tenant.clock.set(`${DAY}T10:00:10Z`);
  const { cdr_token, auth_method } = parked("A");
  await world.send("PUT", "sessions/SE/NSL/S-A", {
    country_code: "SE",
    party_id: "NSL",
    id: "S-A",
    start_date_time: `${DAY}T10:00:00Z`,
    kwh: 0,
    cdr_token,
    auth_method,
    location_id: "LOC-1",
    evse_uid: "E1",
    connector_id: "1",
    currency: "SEK",
    status: "ACTIVE",
    last_updated: `${DAY}T10:00:10Z`,
  });
  const [session] = await ctx.db
    .select()
    .from(sessions)
    .where(eq(sessions.tenantId, tenant.tenantId));
  if (!session) throw new Error("the session was not taken");
  const partnerId = world.partner.id;
  const message = {
    partnerId,
    module: "chargingprofiles",
    method: "POST",
    url: "/",
    body: null,
  } as const;
  /** Sets a profile, which the CPO takes; its station says nothing yet. */
  const setProfile = async (profile: ChargingProfile, time: string) => {
    tenant.clock.set(`${DAY}T${time}Z`);
    const wish = { kind: "SET_PROFILE", session, wish: encodeProfile(profile) } as const;
    const id = await inTransaction(ctx, (tx) => insertWish(tx, wish));
    const answer = { kind: "answered", result: "ACCEPTED", timeoutS: 30, notes: [] } as const;
    await recordChargingAnswer(ctx, id, answer);
    return id;
  };
  const confirm = async (id: string, time: string, kind = "SET_PROFILE") => {
    tenant.clock.set(`${DAY}T${time}Z`);
    await recordStationResult(ctx, { partnerId, kind, requestId: id, result: "ACCEPTED", message });
  };
  const tell = async (profile: ChargingProfile, time: string) => {
    tenant.clock.set(`${DAY}T${time}Z`);
    const active = { startDateTime: at(time), profile };
    const told = { partnerId, sessionOcpiId: "S-A", from: null, active, message };
    expect(await receiveActiveProfile(ctx, told)).toBe("accepted");
  };
  /** The CDR comes and is rated; what it is held for. */
  const bill = async (cdr: Record<string, unknown> = parked("A")) => {
    tenant.clock.set(`${DAY}T11:30:00Z`);
    await world.send("POST", "cdrs", cdr);
    await rateAll(ctx);
    return held();
  };
  const held = async () => {
    const [row] = await ctx.db.select().from(cdrs).where(eq(cdrs.tenantId, tenant.tenantId));
    if (!row) throw new Error("no CDR was taken");
    return { id: row.id, state: row.state, codes: row.heldReasons.map((one) => one.split(":")[0]) };
  };
  return { ...world, tenant, ctx, session, setProfile, confirm, tell, bill, held };
}

describe("a CDR that bills parking while our own profile held the car", () => {
  it("is held with the profile's time, the minutes and the money before tax, until finance decides", async () => {
    const world = await start();
    await world.confirm(await world.setProfile(LATE, "10:00:20"), "10:01:00");
    const { id, ...rest } = await world.bill();
    expect(rest).toEqual({ state: "held", codes: ["parking-while-held"] });
    const asFinance = world.tenant.as(finance);
    const [hold] = (await getCdr(asFinance, id)).holds;
    // 10:01–10:30 of half an hour: 3.00 × 29 / 30.
    expect(hold?.parking).toEqual({
      overlapMs: 29 * 60_000,
      netMicro: 2_900_000n,
      spans: [{ from: at("10:01:00"), to: at("10:30:00"), limit: 0n, unit: "A" }],
    });
    await decideCdr(asFinance, { cdrId: id, decision: "accept_claim", note: "In the contract." });
    expect(await world.held()).toMatchObject({ state: "accepted" });
    const [row] = await world.ctx.db.select().from(cdrHolds).where(eq(cdrHolds.cdrId, id));
    expect(row).toMatchObject({ releasedHow: "decision" });
    await expectSoundBooks(world.ctx.db, world.tenant.tenantId);
  });

  it("is rejected by finance without a trace in the books", async () => {
    const world = await start();
    await world.confirm(await world.setProfile(LATE, "10:00:20"), "10:01:00");
    const { id } = await world.bill();
    const decision = { cdrId: id, decision: "reject", note: "Our profile." } as const;
    await decideCdr(world.tenant.as(finance), decision);
    expect(await world.held()).toMatchObject({ state: "rejected" });
    await expectSoundBooks(world.ctx.db, world.tenant.tenantId);
  });

  it("is held where the CPO took the profile and tells that its station does it, though no result came", async () => {
    const world = await start();
    await world.setProfile(LATE, "10:00:20");
    await world.tell({ rateUnit: "A", periods: [{ startS: 0, limit: 0n }] }, "10:02:00");
    await world.tell({ rateUnit: "A", periods: [{ startS: 0, limit: 16_000_000n }] }, "10:20:00");
    const { id, codes } = await world.bill();
    expect(codes).toEqual(["parking-while-held"]);
    const [hold] = (await getCdr(world.tenant.as(finance), id)).holds;
    expect(hold?.parking).toMatchObject({ overlapMs: 18 * 60_000, netMicro: 1_800_000n });
  });

  it("is not held for a profile that no station confirmed, nor for what the CPO limits of itself", async () => {
    const unconfirmed = await start();
    await unconfirmed.setProfile(LATE, "10:00:20");
    expect(await unconfirmed.bill()).toMatchObject({ state: "accepted" });
    const theirs = await start();
    await theirs.tell({ rateUnit: "A", periods: [{ startS: 0, limit: 0n }] }, "10:02:00");
    expect(await theirs.bill()).toMatchObject({ state: "accepted" });
  });

  it("is not held where the profile was cleared before, or another took its place", async () => {
    const cleared = await start();
    await cleared.confirm(await cleared.setProfile(LATE, "10:00:20"), "10:00:30");
    const wish = { kind: "CLEAR_PROFILE", session: cleared.session, wish: {} } as const;
    const clear = await inTransaction(cleared.ctx, (tx) => insertWish(tx, wish));
    await cleared.confirm(clear, "10:01:00", "CLEAR_PROFILE");
    expect(await cleared.bill()).toMatchObject({ state: "accepted" });
    const replaced = await start();
    await replaced.confirm(await replaced.setProfile(LATE, "10:00:20"), "10:00:30");
    const open = { ...LATE, periods: [{ startS: 0, limit: 16_000_000n }] };
    await replaced.confirm(await replaced.setProfile(open, "10:00:40"), "10:01:00");
    expect(await replaced.bill()).toMatchObject({ state: "accepted" });
  });

  it("is only noted where the partner's setting says so", async () => {
    const noting = await start({ findings: { "parking-while-held": "note" } });
    await noting.confirm(await noting.setProfile(LATE, "10:00:20"), "10:01:00");
    expect(await noting.bill()).toMatchObject({ state: "accepted" });
  });

  it("of a partner whose parking means that no power is asked for is left alone after the last energy", async () => {
    // Charged until 10:30, then held and parked until 11:00: it may have been full.
    const full = () => {
      const cdr = parked("A");
      const [parking, energy] = cdr.charging_periods;
      return {
        ...cdr,
        charging_periods: [
          { ...energy, start_date_time: `${DAY}T10:00:00Z` },
          { ...parking, start_date_time: `${DAY}T10:30:00Z` },
        ],
      };
    };
    const stopping: ChargingProfile = {
      startDateTime: at("10:00:00"),
      rateUnit: "A",
      periods: [
        { startS: 0, limit: 16_000_000n },
        { startS: 1_800, limit: 0n },
      ],
    };
    const later = await start({ parkingMeans: "not-requesting" });
    await later.confirm(await later.setProfile(stopping, "10:00:20"), "10:01:00");
    expect(await later.bill(full())).toMatchObject({ state: "accepted" });
    const earlier = await start();
    await earlier.confirm(await earlier.setProfile(stopping, "10:00:20"), "10:01:00");
    expect(await earlier.bill(full())).toMatchObject({ codes: ["parking-while-held"] });
    const held = await start({ parkingMeans: "not-requesting" });
    await held.confirm(await held.setProfile(LATE, "10:00:20"), "10:01:00");
    expect(await held.bill()).toMatchObject({ codes: ["parking-while-held"] });
  });

  it("is rated again once the partner's settings have changed", async () => {
    const world = await start();
    await world.confirm(await world.setProfile(LATE, "10:00:20"), "10:01:00");
    await world.bill();
    const usual = readRatingSettings({});
    const findings = { ...usual.findings, "parking-while-held": "note" as const };
    world.tenant.clock.set(`${DAY}T12:00:00Z`);
    const asFinance = world.tenant.as(finance);
    await updateRatingSettings(asFinance, world.partner.id, { ...usual, findings });
    expect(await releaseWaitingCdrs(world.ctx)).toBe(1);
    await rateAll(world.ctx);
    expect(await world.held()).toMatchObject({ state: "accepted" });
    const [row] = await world.ctx.db
      .select()
      .from(cdrHolds)
      .where(eq(cdrHolds.tenantId, world.tenant.tenantId));
    expect(row).toMatchObject({ releasedHow: "rerated" });
  });
});
