import type {
  SiteState,
  StateSession,
  Steering,
  ToldProfile,
} from "@/core/smart-charging/site-state/site-state";

/** When the slots of `aSiteState` begin. */
export const SITE_START = Temporal.Instant.from("2026-11-02T10:00:00Z");

/** A site with one grid connection of 50 A, slots of a quarter of an hour, and nobody there. */
export function aSiteState(change: Partial<SiteState> = {}): SiteState {
  const slots = change.span?.slots ?? 16;
  const each = <T>(value: T) => Array.from({ length: slots }, () => value);
  return {
    at: SITE_START,
    span: { startsAt: SITE_START, slotMinutes: 15, slots },
    voltage: 230,
    isSteered: true,
    rateUnit: "A",
    safeW: 0,
    assumedStayMinutes: 240,
    assumedEnergyWh: 20_000,
    nodes: [
      {
        id: "grid",
        parentId: null,
        name: "Grid",
        limitA: each(50),
        limitW: each(null),
        baseW: each(0),
      },
    ],
    sessions: [],
    price: each(null),
    carbon: each(null),
    ...change,
  };
}

/** Nothing was told to a station yet. */
export const NOTHING_TOLD: Steering = {
  confirmed: null,
  past: [],
  unanswered: [],
  newest: null,
  backsOffUntil: null,
};

/** A session at a three-phase connector of 32 A that began with the slots, with nothing said and nothing told. */
export function aStateSession(id: string, change: Partial<StateSession> = {}): StateSession {
  return {
    id,
    nodeId: "grid",
    startedAt: SITE_START,
    plug: { isDirect: false, phases: 3, firstPhase: 1, maxW: 22_080 },
    car: null,
    goal: null,
    deliveredWh: 0,
    samples: [],
    hindrance: null,
    steering: NOTHING_TOLD,
    ...change,
  };
}

/** A profile of one limit for ever, A on each phase, as one that was told at a time. */
export function toldAmps(
  amps: number,
  at: Temporal.Instant = SITE_START,
  requestId = `told ${amps} A`,
): ToldProfile {
  const limit = BigInt(Math.round(amps * 10)) * 100_000n;
  return {
    requestId,
    profile: { startDateTime: at, rateUnit: "A", periods: [{ startS: 0, limit }] },
    at,
  };
}

/** A station that has confirmed so many amperes, and owes no answer. */
export function confirmedAmps(amps: number, at: Temporal.Instant = SITE_START): Steering {
  return {
    ...NOTHING_TOLD,
    confirmed: toldAmps(amps, at),
    newest: { stands: "done", since: at },
  };
}
