import type { ChargingGoal } from "@/core/smart-charging/charging-goal";
import { styleInForce } from "@/core/smart-charging/charging-goal";
import {
  type ChargingPreferences,
  decodePreferences,
  encodePreferences,
} from "@/core/smart-charging/charging-preferences";
import { decodeProfile, encodeProfile } from "@/core/smart-charging/charging-profile";
import { type ChosenWay, chooseWay, type GoalWay } from "@/core/smart-charging/goal-way";
import { profileOfCourse, secondsApart } from "@/core/smart-charging/single-profile";
import { insertWish } from "@/services/charging/charging-row";
import { encodeNothing } from "@/services/charging/stored-span";
import type { Ctx } from "@/services/context";
import { connectorPowerW } from "@/services/locations/connector-power";
import { wakeSiteOfSession } from "@/services/sites/wake-site";
import type { Vehicle } from "@/services/vehicles/vehicle-row";
import { planSession } from "./plan-session";
import type { RunningCharge } from "./read-running-charge";
import { mayHold, readWays, type SessionWays } from "./read-ways";

/** A goal to bring to the station. */
export interface GoalToCarry {
  readonly charge: RunningCharge;
  readonly goal: ChargingGoal;
  readonly car: Vehicle | null;
  /** When it was set. */
  readonly since: Temporal.Instant;
  /** The way that this very goal goes already; null: it is new, or has changed. */
  readonly goes: GoalWay | null;
}

/** Which way it went, and when it is looked at again; null: when something is answered. */
export interface CarriedGoal extends ChosenWay {
  readonly dueAt: Temporal.Instant | null;
}

/** Names what we ask by ourselves, apart from what staff asks by hand. */
const PURSUER = { kind: "system", name: "charging_goals" } as const;

const QUARTER_MS = 900_000;
/** A plan that differs for less is not worth a message: the car's own ways differ more. Seconds. */
const WORTH_SENDING = { newGoal: 60, samePlan: 300 };

/**
 * Brings a goal to the station by the best way that is open, as state: what was asked and holds is not asked again. Call
 * it in a transaction that holds the session's row; the goal's own row is the caller's to write afterwards.
 */
export async function carryGoal(tx: Ctx, input: GoalToCarry): Promise<CarriedGoal> {
  const { charge, goal, since } = input;
  const own = { ...tx, actor: PURSUER };
  const ways = await readWays(tx, charge.session, { goal, since });
  const chosen = chooseWay(ways.facts);
  if (chosen.by !== "operator") await takeBackPreferences(own, charge.session, ways);
  switch (chosen.by) {
    case "site":
      // A plan that rests on the same goal needs no other; what was answered wakes the site by itself.
      if (input.goes !== chosen.way) {
        await wakeSiteOfSession(tx, charge.session.id, "preference");
      }
      return { ...chosen, dueAt: null };
    case "operator":
      await askPreferences(own, input, ways);
      return { ...chosen, dueAt: null };
    case "session":
      return { ...chosen, dueAt: await askProfile(own, input, ways) };
    case null:
      return { ...chosen, dueAt: null };
  }
}

/**
 * What the operator planned by until now is no longer wanted, and OCPI has no word to take it back: "nothing special" is
 * the nearest. OCPI 2.2.1 mod_sessions, ProfileType REGULAR.
 */
async function takeBackPreferences(
  tx: Ctx,
  session: GoalToCarry["charge"]["session"],
  { held, facts }: SessionWays,
): Promise<void> {
  if (!held || facts.preferences.hindrance !== null) return;
  if (decodePreferences(held.wish).profileType === "REGULAR") return;
  const wish = encodePreferences({ profileType: "REGULAR", dischargeAllowed: false });
  await insertWish(tx, { kind: "PREFERENCES", session, wish });
}

/** Once for each goal: whatever the CPO answered to it stands. */
async function askPreferences(
  tx: Ctx,
  { charge: { session }, goal }: GoalToCarry,
  ways: SessionWays,
): Promise<void> {
  if (isOurs(ways.profile)) {
    await insertWish(tx, { kind: "CLEAR_PROFILE", session, wish: encodeNothing() });
  }
  if (ways.preferences) return;
  const wish = encodePreferences(preferencesOf(goal));
  await insertWish(tx, { kind: "PREFERENCES", session, wish });
}

/** A goal as a CPO is told it: energy from the session's start on, as a car "is to have got by then". */
function preferencesOf(goal: ChargingGoal): ChargingPreferences {
  const { departureAt, energy, dischargeAllowed } = goal;
  return {
    profileType: styleInForce(goal),
    ...(departureAt && { departureTime: departureAt }),
    ...(energy !== null && { energyNeed: energy }),
    dischargeAllowed,
  };
}

/** A profile of our own stands, or waits to. One that staff set by hand is theirs, a site's plan the site's. */
function isOurs(request: SessionWays["profile"]): boolean {
  return (
    request?.kind === "SET_PROFILE" &&
    mayHold(request) &&
    request.sitePlanId === null &&
    request.requestedBy === `system:${PURSUER.name}`
  );
}

/** Sets, changes or clears our profile where the plan differs enough from what was asked last. */
async function askProfile(
  tx: Ctx,
  { charge, goal, car, since }: GoalToCarry,
  { profile: last }: SessionWays,
): Promise<Temporal.Instant | null> {
  const isSince = last !== null && Temporal.Instant.compare(last.createdAt, since) >= 0;
  if (isSince && last.requestedBy.startsWith("user:")) return null;
  const plan = await planSession(tx, charge, { goal, car, isByOperator: false, headroom: null });
  if (plan === null) return null;
  const { fromMs, toMs, draw } = plan;
  const fullW = Math.max(
    draw.maxW,
    charge.connector ? (connectorPowerW(charge.connector) ?? 0) : 0,
  );
  const departureMs = goal.departureAt?.epochMilliseconds ?? null;
  const style = styleInForce(goal);
  const waits = style === "CHEAP" || style === "GREEN";
  const { course } = plan.preview;
  const next = waits
    ? profileOfCourse({ course, fromMs, departureMs, fullW, minW: draw.minW })
    : null;
  const stands = last?.kind === "SET_PROFILE" && mayHold(last) ? decodeProfile(last.wish) : null;
  const apartS = secondsApart(stands, next, { fromMs, toMs });
  const { session } = charge;
  if (apartS > (isSince ? WORTH_SENDING.samePlan : WORTH_SENDING.newGoal)) {
    await insertWish(
      tx,
      next
        ? { kind: "SET_PROFILE", session, wish: encodeProfile(next) }
        : { kind: "CLEAR_PROFILE", session, wish: encodeNothing() },
    );
  }
  if (!waits || departureMs === null) return null;
  // Just after the next quarter hour: its prices hold, and a reading has come.
  const nextMs = fromMs - (fromMs % QUARTER_MS) + QUARTER_MS + 5_000;
  return Temporal.Instant.fromEpochMilliseconds(nextMs);
}
