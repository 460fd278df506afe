import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import { encodePlan } from "@/core/plans/plan";
import type { Pool } from "@/db/client";
import { contentSha256 } from "@/ocpi/canonical-content";
import { readJson } from "@/ocpi/read-json";
import { codec221 } from "@/ocpi/v2_2_1/codec";
import type { CdrInput } from "@/services/cdrs/cdr-delivery";
import { receiveCdrs } from "@/services/cdrs/receive-cdrs";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aPlan, onPlan } from "@/testing/builders/plan";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { aRoamingDriver, cdrOf } from "@/testing/roaming-driver";

const DRIVERS = 100;
const BATCH = 250;
const ENERGIES = [6.25, 10.2, 4.8];

/** A tenant with a CPO and drivers who charge there, each at a plug of his own and one charge at a time. */
export interface World {
  readonly tenant: TestTenant;
  /** Stores `count` more CDRs of about 3 KB that wait to be rated. */
  store(count: number): Promise<void>;
}

export async function makeWorld(pool: Pool): Promise<World> {
  const tenant = await aTenant(pool, { now: "2026-11-20T12:00:00Z" });
  const { ctx } = tenant;
  const { partner } = await aRoamingDriver(pool, tenant);
  const prices = [
    { currency: "SEK", markup: { percentage: 100_000, perKwh: 0n, perSession: micro("1") } },
  ];
  const definition = encodePlan({ mode: "cost_plus", basis: "gross", prices });
  const plan = await aPlan(ctx, { definition });
  const tokens: Awaited<ReturnType<typeof aToken>>[] = [];
  for (let index = 0; index < DRIVERS; index++) {
    const driver = await aDriver(ctx);
    await onPlan(ctx, driver.id, plan.id);
    tokens.push(await aToken(ctx, driver.id));
  }
  let serial = 0;
  const next = (): CdrInput => {
    const token = tokens[serial % DRIVERS];
    if (!token) throw new RangeError("no token");
    const body = cdrText(serial, token);
    serial++;
    return delivery({
      tenantId: tenant.tenantId,
      partnerId: partner.id,
      body,
      at: ctx.clock.now(),
    });
  };
  const store = async (count: number) => {
    for (let left = count; left > 0; left -= BATCH) {
      await receiveCdrs({ db: pool.db }, Array.from({ length: Math.min(left, BATCH) }, next));
    }
  };
  return { tenant, store };
}

interface TokenOfCdr {
  readonly uid: string;
  readonly contractId: string;
}

/** The n-th charge: three periods within an hour, the next of the same driver an hour later. */
function cdrText(serial: number, { uid, contractId }: TokenOfCdr): string {
  const place = serial % DRIVERS;
  const start = Temporal.Instant.from("2026-09-10T00:00:00Z").add({
    hours: Math.floor(serial / DRIVERS),
  });
  const kwh = ENERGIES.reduce((sum, energy) => sum + energy, 0);
  const base = cdrOf(`R${serial}`, 1, kwh);
  const at = (minutes: number) => start.add({ minutes }).toString();
  return JSON.stringify({
    ...base,
    start_date_time: at(0),
    end_date_time: at(45),
    last_updated: at(45),
    cdr_token: { ...base.cdr_token, uid, contract_id: contractId },
    cdr_location: {
      ...base.cdr_location,
      evse_uid: `E${place}`,
      evse_id: `SE*NSL*E${place}`,
    },
    charging_periods: ENERGIES.map((volume, index) => ({
      start_date_time: at(index * 15),
      tariff_id: "T1",
      dimensions: [
        { type: "ENERGY", volume },
        { type: "TIME", volume: 0.25 },
      ],
    })),
    total_cost: costOf(start),
    total_time: 0.75,
  });
}

/** 2.00 before 06:00 and from 22:00 in Stockholm, else 4.00; a period counts by its start. */
function costOf(start: Temporal.Instant) {
  const excl = ENERGIES.reduce((sum, energy, index) => {
    const { hour } = start.add({ minutes: index * 15 }).toZonedDateTimeISO("Europe/Stockholm");
    return sum + Math.round(energy * (hour >= 22 || hour < 6 ? 2 : 4) * 1e4);
  }, 0);
  return { excl_vat: excl / 1e4, incl_vat: (excl * 1.25) / 1e4 };
}

function delivery(of: {
  readonly tenantId: Id<"tenant">;
  readonly partnerId: Id<"partner">;
  readonly body: string;
  readonly at: Temporal.Instant;
}): CdrInput {
  const { tenantId, partnerId, at } = of;
  const bytes = new TextEncoder().encode(of.body);
  const read = readJson(bytes);
  if (!read.ok) throw new Error(read.reason.text);
  const { json } = read.value;
  const us = { countryCode: "SE", partyId: "KVT" };
  const parsed = codec221.parseCdr(json, at, { owner: { countryCode: "SE", partyId: "NSL" }, us });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.reason));
  return {
    tenantId,
    partnerId,
    receivedAt: at,
    message: { partnerId, module: "cdrs", method: "POST", url: "/", body: bytes },
    parsed: {
      ok: true,
      value: { cdr: parsed.value.cdr, notes: [], contentSha256: contentSha256(json) },
    },
  };
}
