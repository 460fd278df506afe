import { and, eq } from "drizzle-orm";
import { rateBaseOf } from "@/core/smart-charging/site-state/profile-rate";
import { allowedWithin } from "@/core/smart-charging/site-state/told-power";
import { planSite } from "@/core/smart-charging/site-plan/plan-site";
import type { ChargingProfile } from "@/core/smart-charging/charging-profile";
import type { Pool } from "@/db/client";
import { newId } from "@/db/new-id";
import { partnerEndpoints } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import { siteNodes, sites } from "@/db/schema/sites";
import { claimDueWishes, type WishToSend } from "@/services/charging/claim-due-wishes";
import { recordChargingAnswer } from "@/services/charging/record-charging-answer";
import { recordStationResult } from "@/services/charging/record-station-result";
import type { ProfileAnswer, ProfileResult } from "@/services/charging/charging-state";
import { timeOutWishes } from "@/services/charging/time-out-wishes";
import { readSiteState } from "@/services/site-plans/site-snapshot";
import { loadHighsSolve } from "@/solver/highs-solve";
import type { Solver } from "@/solver/open-solver";
import { planDueSites } from "@/worker/plan-sites";
import { aTenant } from "./builders/tenant";
import { aPushingPartner } from "./pushing-partner";

/** All that stations follow changes at such times. */
const STEP_MS = 5 * 60_000;
const LAST_UPDATED = "2026-09-01T00:00:00Z";

function evseBody(number: number) {
  return {
    uid: `E${number}`,
    status: "CHARGING",
    capabilities: ["CHARGING_PROFILE_CAPABLE"],
    connectors: [
      {
        id: "1",
        standard: "IEC_62196_T2",
        format: "SOCKET",
        power_type: "AC_3_PHASE",
        max_voltage: 230,
        max_amperage: 32,
        last_updated: LAST_UPDATED,
      },
    ],
    last_updated: LAST_UPDATED,
  };
}

function locationBody(evses: number) {
  return {
    country_code: "SE",
    party_id: "NSL",
    id: "GARAGE",
    publish: true,
    name: "Garage",
    address: "Gatan 1",
    city: "Stockholm",
    country: "SWE",
    coordinates: { latitude: "59.310000", longitude: "18.020000" },
    time_zone: "Europe/Stockholm",
    evses: Array.from({ length: evses }, (_, index) => evseBody(index + 1)),
    last_updated: LAST_UPDATED,
  };
}

/** How a CPO and its station take one profile. */
export type ProfileFate =
  /** Accepted, and the station does it. */
  | "confirms"
  /** Accepted, the station does it, and its result is lost. */
  | "does-silently"
  /** Accepted, and nothing comes of it. */
  | "forgets"
  | "station-refuses"
  | "cpo-refuses"
  | "too-often"
  /** No answer at all, though the station does it. */
  | "unanswered";

/**
 * A site of ours with charging points of 22 kW behind one grid connection, at a CPO whose stations do what a test says.
 * The stations' own state is kept beside ours: `follows` is what each really does.
 */
export async function aSteeredSite(
  pool: Pool,
  options: {
    readonly evses: number;
    readonly limitA: number;
    readonly safeW?: number;
    readonly isSteered?: boolean;
  },
) {
  const tenant = await aTenant(pool);
  const { ctx, clock, tenantId } = tenant;
  const cpo = await aPushingPartner(pool, tenant, ["SE/NSL"]);
  await ctx.db.insert(partnerEndpoints).values({
    tenantId,
    partnerId: cpo.id,
    identifier: "chargingprofiles",
    role: "RECEIVER",
    url: "http://127.0.0.1:1/chargingprofiles",
  });
  await cpo.send("PUT", "locations/SE/NSL/GARAGE", locationBody(options.evses));
  const siteId = newId<"site">();
  await ctx.db.insert(sites).values({
    tenantId,
    id: siteId,
    name: "Garage",
    partnerId: cpo.id,
    countryCode: "SE",
    partyId: "NSL",
    timeZone: "Europe/Stockholm",
    slotMinutes: 15,
    horizonSlots: 16,
    isSteered: options.isSteered ?? true,
    safeW: options.safeW ?? 0,
    createdAt: clock.now(),
  });
  const gridId = newId<"siteNode">();
  const node = (name: string, position: number) => ({ tenantId, siteId, name, position });
  await ctx.db.insert(siteNodes).values([
    { ...node("Grid", 0), id: gridId, kind: "grid" as const, limitA: options.limitA },
    ...Array.from({ length: options.evses }, (_, index) => ({
      ...node(`Place ${index + 1}`, index + 1),
      id: newId<"siteNode">(),
      parentId: gridId,
      kind: "evse" as const,
      locationOcpiId: "GARAGE",
      evseUid: `E${index + 1}`,
    })),
  ]);
  const solve = await loadHighsSolve();
  const solver: Pick<Solver, "plan"> = { plan: async (problem) => planSite(problem, solve) };
  const follows = new Map<string, ChargingProfile>();
  const arrivals = new Map<number, { readonly id: string; readonly at: string }>();
  const push = async (number: number, change: Record<string, unknown>) => {
    const { id, at } = arrivals.get(number)!;
    const answer = await cpo.send("PUT", `sessions/SE/NSL/${id}`, {
      country_code: "SE",
      party_id: "NSL",
      id,
      start_date_time: at,
      kwh: 0,
      cdr_token: {
        country_code: "DE",
        party_id: "ABC",
        uid: `FOREIGN-${number}`,
        type: "RFID",
        contract_id: "DE-ABC-C00000001-X",
      },
      auth_method: "AUTH_REQUEST",
      location_id: "GARAGE",
      evse_uid: `E${number}`,
      connector_id: "1",
      currency: "SEK",
      status: "ACTIVE",
      last_updated: clock.now().toString(),
      ...change,
    });
    if (answer.ocpi !== 1000) throw new Error(`the session was not taken: ${answer.message}`);
    const [row] = await ctx.db
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.partnerId, cpo.id), eq(sessions.ocpiId, id)));
    if (!row) throw new Error("the session was not kept");
    return row.id;
  };
  const result = (wish: WishToSend, said: ProfileResult) =>
    recordStationResult(ctx, {
      partnerId: cpo.id,
      kind: wish.wish.kind,
      requestId: wish.id,
      result: said,
      message: {
        partnerId: cpo.id,
        module: "chargingprofiles",
        method: "POST",
        url: `/results/${wish.id}`,
      },
    });
  const answer = (wish: WishToSend, said: ProfileAnswer) =>
    recordChargingAnswer(ctx, wish.id, {
      kind: "answered",
      result: said,
      timeoutS: 30,
      notes: [],
    });
  const take = async (wish: WishToSend, fate: ProfileFate) => {
    if (wish.wish.kind !== "SET_PROFILE") throw new Error("only profiles are sent here");
    const { profile } = wish.wish;
    const session = wish.sessionOcpiId;
    switch (fate) {
      case "confirms":
        follows.set(session, profile);
        await answer(wish, "ACCEPTED");
        return result(wish, "ACCEPTED");
      case "does-silently":
        follows.set(session, profile);
        return answer(wish, "ACCEPTED");
      case "forgets":
        return answer(wish, "ACCEPTED");
      case "station-refuses":
        await answer(wish, "ACCEPTED");
        return result(wish, "REJECTED");
      case "cpo-refuses":
        return answer(wish, "REJECTED");
      case "too-often":
        return answer(wish, "TOO_OFTEN");
      case "unanswered":
        follows.set(session, profile);
        return recordChargingAnswer(ctx, wish.id, { kind: "unanswered", error: "no answer" });
    }
  };
  return {
    ...tenant,
    cpo,
    siteId,
    follows,

    /** A car begins to charge at a charging point; its station follows nothing. Returns our id of the session. */
    arrive: (number: number) => {
      const at = clock.now().toString();
      arrivals.set(number, { id: `S-${number} ${at}`, at });
      return push(number, {});
    },
    /** The CPO tells what a session's meter shows now. */
    meter: (number: number, kwh: number) => push(number, { kwh }),
    depart: async (number: number) => {
      await push(number, { status: "COMPLETED" });
      arrivals.delete(number);
    },
    isHere: (number: number) => arrivals.has(number),
    /** Plans what is due, as the worker does. */
    plan: (by = solver) => planDueSites(ctx, by),
    solver,
    /** Sends what is due; says what became of each. */
    send: async (fateOf: (wish: WishToSend) => ProfileFate = () => "confirms") => {
      const wishes = await claimDueWishes(ctx, 50);
      for (const wish of wishes) await take(wish, fateOf(wish));
      return wishes;
    },
    result,
    /** Ends the wait for what did not come, as the worker does. */
    timeOut: () => timeOutWishes(ctx),
    /** W that the stations really allow together now and every five minutes from the next on. */
    allowedW: async (minutes = 180): Promise<readonly number[]> => {
      const { state, sessions: here } = await readSiteState(ctx, siteId);
      const now = clock.now();
      const round = Math.ceil(now.epochMilliseconds / STEP_MS) * STEP_MS;
      return Array.from({ length: Math.ceil(minutes / 5) }, (_, step) => {
        const next = Temporal.Instant.fromEpochMilliseconds(round + (step - 1) * STEP_MS);
        const from = step === 0 ? now : next;
        const stretch = { from, to: from.add({ milliseconds: 1 }) };
        return here.reduce((sum, { row, state: session }) => {
          const told = { requestId: "", profile: follows.get(row.ocpiId) ?? null, at: now };
          const { most } = allowedWithin(told, stretch, rateBaseOf(state, session));
          return sum + Math.min(session.plug.maxW, most);
        }, 0);
      });
    },
  };
}
