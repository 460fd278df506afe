import { micro } from "@/core/money/quantity";
import { encodePlan } from "@/core/plans/plan";
import type { Pool } from "@/db/client";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { storeToken } from "@/services/tokens/store-token";
import { aDriver } from "@/testing/builders/driver";
import { aPartner } from "@/testing/builders/partner";
import { aPlan, onPlan } from "@/testing/builders/plan";
import { aTenant } from "@/testing/builders/tenant";
import { cdrOf } from "@/testing/roaming-driver";

/** Who posts: each connection is a CPO of its own. */
export interface Poster {
  readonly token: string;
  readonly partyId: string;
}

/** What the database holds before anything is measured. */
export interface World {
  readonly posters: readonly Poster[];
  /** The token of a CPO that only asks for authorizations. */
  readonly asker: string;
  readonly tokenUid: string;
}

/** Stands for a CDR's id in what is written before the id is known; as long as `cdrId` makes them. */
export const ID_TO_COME = "BENCH-0000000000";

let serial = 0;

/** An id that no CDR of this process has; `prefix` is a letter of the process. */
export function cdrId(prefix: string): string {
  return `BENCH-${prefix}${String(serial++).padStart(ID_TO_COME.length - 7, "0")}`;
}

/** A tenant with `count` posting CPOs, one asking CPO and a driver who may charge. */
export async function makeWorld(pool: Pool, count: number): Promise<World> {
  const { ctx } = await aTenant(pool, { now: Temporal.Now.instant().toString() });
  const addCpo = async (partyId: string) => {
    const roles = [{ role: "CPO" as const, countryCode: "SE", partyId, name: partyId }];
    const { id } = await aPartner(ctx, { roles, name: partyId });
    return issueInboundToken(ctx, id, "C");
  };
  const posters: Poster[] = [];
  for (let index = 0; index < count; index++) {
    const partyId = `B${String(index).padStart(2, "0")}`;
    posters.push({ partyId, token: await addCpo(partyId) });
  }
  const driver = await aDriver(ctx);
  const markup = { percentage: 100_000, perKwh: 0n, perSession: micro("1") };
  const prices = [{ currency: "SEK", markup }];
  const definition = encodePlan({ mode: "cost_plus", basis: "gross", prices });
  const plan = await aPlan(ctx, { definition });
  await onPlan(ctx, driver.id, plan.id);
  const tokenUid = "04A2B91C5E6180";
  const contractId = "SE-KVT-C00000011-7";
  await storeToken(ctx, { driverId: driver.id, uid: tokenUid, type: "RFID", contractId });
  return { posters, asker: await addCpo("ASK"), tokenUid };
}

const PERIODS = 6;

/** A CDR of 2.2.1 as JSON, of about 4 KB and six periods, under `ID_TO_COME`. */
export function cdrText(partyId: string): string {
  const base = cdrOf(ID_TO_COME, 2, 24);
  const owner = { country_code: "SE", party_id: partyId };
  const periods = Array.from({ length: PERIODS }, (_, index) => ({
    start_date_time: `2026-10-02T10:${String(index * 10).padStart(2, "0")}:00Z`,
    tariff_id: "T1",
    dimensions: [
      { type: "ENERGY", volume: 4 },
      { type: "TIME", volume: 0.1667 },
      { type: "MAX_POWER", volume: 24.1 },
      { type: "MIN_CURRENT", volume: 6.25 },
      { type: "MAX_CURRENT", volume: 32.5 },
      { type: "STATE_OF_CHARGE", volume: 20 + index * 11 },
    ],
  }));
  const tariff = base.tariffs[0];
  const elements = tariff?.elements.concat(
    Array.from({ length: 4 }, (_, index) => ({
      price_components: [{ type: "PARKING_TIME", price: 10 + index, vat: 25, step_size: 60 }],
      restrictions: { start_time: `1${index}:00`, end_time: `1${index + 1}:00` },
    })),
  );
  const cost = base.total_cost;
  return JSON.stringify({
    ...base,
    ...owner,
    charging_periods: periods,
    tariffs: [{ ...tariff, ...owner, elements }],
    total_energy_cost: cost,
    total_time_cost: { excl_vat: 0, incl_vat: 0 },
    authorization_reference: null,
    meter_id: "SE-METER-0001",
    remark: "Charged by the quay. ".repeat(12),
  });
}
