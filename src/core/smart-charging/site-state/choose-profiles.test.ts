import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aSiteState,
  aStateSession,
  confirmedAmps,
  NOTHING_TOLD,
  SITE_START,
  toldAmps,
} from "@/testing/site-states";
import { slotStart } from "@/core/smart-charging/slot-span";
import { chooseProfiles, overLimitSoon } from "./choose-profiles";
import { frameProblem } from "./frame-problem";
import { rateBaseOf } from "./profile-rate";
import type { SiteState, StateSession, ToldProfile } from "./site-state";
import { allowedWithin } from "./told-power";

const amps = (count: number) => count * 690;

function choose(state: SiteState, plan: Readonly<Record<string, number>>) {
  const powers = Object.entries(plan).map(
    ([id, watts]) => [id, Array.from({ length: state.span.slots }, () => watts)] as const,
  );
  return chooseProfiles(state, frameProblem(state), new Map(powers));
}

const firstAmps = (sent: ReturnType<typeof choose>, id: string) => {
  const profile = sent.find(({ sessionId }) => sessionId === id)?.profile;
  return profile && Number(profile.periods[0]!.limit) / 1e6;
};

describe("choosing the profiles to send", () => {
  it("lets an increase wait until the decrease that it needs is confirmed", () => {
    const low = aStateSession("low", { steering: confirmedAmps(32) });
    const high = aStateSession("high", { steering: confirmedAmps(10) });
    const plan = { low: amps(16), high: amps(32) };
    const first = choose(aSiteState({ sessions: [high, low] }), plan);
    expect(first.map(({ sessionId }) => sessionId)).toEqual(["low", "high"]);
    expect(firstAmps(first, "low")).toBe(16);
    // 50 A less the 32 A that the other may still draw.
    expect(firstAmps(first, "high")).toBe(18);
    const done = { ...low, steering: confirmedAmps(16) };
    expect(firstAmps(choose(aSiteState({ sessions: [high, done] }), plan), "high")).toBe(32);
  });

  it("holds room free for what a station was sent and has not answered", () => {
    const silent = aStateSession("silent", {
      steering: { ...confirmedAmps(6), unanswered: [toldAmps(30)] },
    });
    const other = aStateSession("other", { steering: confirmedAmps(6) });
    const state = aSiteState({ sessions: [silent, other] });
    expect(firstAmps(choose(state, { silent: amps(6), other: amps(44) }), "other")).toBe(20);
  });

  it("gives nothing to others while a station that confirmed nothing leaves no room", () => {
    const [a, b, c] = ["a", "b", "c"].map((id) => aStateSession(id));
    const steered = { ...c!, steering: confirmedAmps(6) };
    const state = aSiteState({ sessions: [a!, b!, steered] });
    const sent = choose(state, { a: amps(16), b: amps(16), c: amps(18) });
    expect(sent.map(({ sessionId }) => sessionId)).toEqual(["a", "b"]);
    expect(firstAmps(sent, "a")).toBe(16);
    // Two that may draw 32 A each: nothing fits in with that later on.
    expect(sent[0]!.profile.periods.at(-1)!.limit).toBe(0n);
  });

  it("never sends less than a car charges with: it is paused instead", () => {
    const hogs = [32, 13].map((held) =>
      aStateSession(`hog ${held}`, { steering: confirmedAmps(held) }),
    );
    const car = aStateSession("car", { steering: confirmedAmps(3) });
    const state = aSiteState({ sessions: [...hogs, car] });
    const plan = { "hog 32": amps(32), "hog 13": amps(12), car: amps(6) };
    expect(firstAmps(choose(state, plan), "car")).toBe(0);
  });

  it("ends each profile at the safe limit, after two hours and without an end", () => {
    const at = SITE_START.add({ minutes: 5 });
    const state = aSiteState({ at, safeW: amps(8), sessions: [aStateSession("s")] });
    const [sent] = choose(state, { s: amps(16) });
    expect(sent!.profile).toEqual({
      startDateTime: at,
      rateUnit: "A",
      minRate: 6_000_000n,
      periods: [
        { startS: 0, limit: 16_000_000n },
        { startS: 6_900, limit: 8_000_000n },
      ],
    });
  });

  it("sends nothing that changes little, and refreshes a profile before its safe period bites", () => {
    const sent = choose(aSiteState({ safeW: amps(8), sessions: [aStateSession("s")] }), {
      s: amps(16),
    });
    const told: ToldProfile = { requestId: "p", profile: sent[0]!.profile, at: SITE_START };
    const steering = {
      ...NOTHING_TOLD,
      confirmed: told,
      newest: { stands: "done" as const, since: SITE_START },
    };
    const after = (minutes: number, watts: number) => {
      const at = SITE_START.add({ minutes });
      const session = aStateSession("s", { steering });
      const span = { startsAt: at, slotMinutes: 15, slots: 16 };
      return choose(aSiteState({ at, span, safeW: amps(8), sessions: [session] }), { s: watts });
    };
    expect(after(15, amps(16))).toEqual([]);
    expect(after(15, amps(16.5))).toEqual([]);
    expect(after(15, amps(18))).toHaveLength(1);
    expect(after(15, 0)).toHaveLength(1);
    expect(after(75, amps(16))).toHaveLength(1);
  });

  it("leaves a station in peace that said TOO_OFTEN, refused or has not answered yet", () => {
    const steered = confirmedAmps(10);
    const soon = SITE_START.add({ minutes: 1 });
    const sentTo = (steering: StateSession["steering"]) =>
      choose(aSiteState({ sessions: [aStateSession("s", { steering })] }), { s: amps(20) }).length;
    expect(sentTo(steered)).toBe(1);
    expect(sentTo({ ...steered, backsOffUntil: soon })).toBe(0);
    expect(sentTo({ ...steered, newest: { stands: "under-way", since: SITE_START } })).toBe(0);
    const refused = (since: Temporal.Instant) => ({
      stands: "not-done" as const,
      since,
      inARow: 1,
    });
    expect(sentTo({ ...steered, newest: refused(SITE_START) })).toBe(0);
    expect(sentTo({ ...steered, newest: refused(SITE_START.subtract({ minutes: 2 })) })).toBe(1);
  });

  it("tries a station that goes on refusing less and less often, unless a limit needs it", () => {
    const after = (minutes: number, inARow: number, toldA: number) => {
      const since = SITE_START.subtract({ minutes });
      const steering = {
        ...confirmedAmps(toldA, since),
        newest: { stands: "not-done" as const, since, inARow },
      };
      const sessions = ["a", "b"].map((id) => aStateSession(id, { steering }));
      const state = aSiteState({ sessions });
      return { state, sent: choose(state, { a: amps(10), b: amps(10) }).length };
    };
    const pauses = [1, 2, 3, 4, 5, 40].map((inARow) =>
      [2, 4, 8, 16, 30].find((minutes) => after(minutes, inARow, 20).sent > 0),
    );
    expect(pauses).toEqual([2, 4, 8, 16, 30, 30]);
    expect([...overLimitSoon(after(2, 5, 20).state)]).toEqual([]);
    // 32 A each may be drawn where there are 50.
    expect(after(2, 5, 32).sent).toBe(2);
    expect(after(1, 5, 32).sent).toBe(0);
    expect([...overLimitSoon(after(2, 5, 32).state)]).toEqual(["a", "b"]);
  });

  it("sends a decrease that a limit needs however small it is, and although the CPO backs off", () => {
    const backsOffUntil = SITE_START.add({ minutes: 1 });
    const steering = { ...confirmedAmps(25.4), backsOffUntil };
    const sessions = [aStateSession("a", { steering }), aStateSession("b", { steering })];
    expect(choose(aSiteState({ sessions }), { a: amps(25), b: amps(25) })).toHaveLength(2);
  });
});

/** A station as the world is, whatever we know of it: it follows the newest profile that it took. */
interface Station {
  session: StateSession;
  follows: ToldProfile;
}

const fates = fc.constantFrom("confirms", "refuses", "takes-silently", "is-lost", "waits");

describe("a site whose messages fail", () => {
  it("never has stations that may draw more than its limits by what they took, whatever is planned", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fates), {
            minLength: 3,
            maxLength: 3,
          }),
          {
            minLength: 3,
            maxLength: 12,
          },
        ),
        fc.integer({ min: 0, max: 12 }),
        (rounds, safeA) => {
          let stations = ["a", "b", "c"].map((id): Station => {
            const steering = confirmedAmps(10);
            return { session: aStateSession(id, { steering }), follows: steering.confirmed! };
          });
          for (const [round, orders] of rounds.entries()) {
            const at = SITE_START.add({ minutes: round * 7 });
            const state = siteOf(stations, at, amps(safeA));
            const plan = Object.fromEntries(
              stations.map(({ session }, index) => [session.id, amps(orders[index]![0])]),
            );
            const sent = choose(state, plan);
            stations = stations.map((station, index) => {
              const profile = sent.find(
                ({ sessionId }) => sessionId === station.session.id,
              )?.profile;
              const requestId = `${round} ${index}`;
              return profile
                ? tell(station, { requestId, profile, at }, orders[index]![1])
                : station;
            });
            expectWithin(stations, state);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** What becomes of a message: to the station, and to what we know of it. */
function tell(station: Station, told: ToldProfile, fate: string): Station {
  const { session, follows } = station;
  const { confirmed, unanswered, newest } = session.steering;
  const since = told.at;
  const open = [...unanswered, told];
  const inARow = newest?.stands === "not-done" ? newest.inARow + 1 : 1;
  const knows = (steering: Partial<StateSession["steering"]>): StateSession => ({
    ...session,
    steering: { ...session.steering, ...steering },
  });
  switch (fate) {
    case "confirms":
      return {
        follows: told,
        session: knows({ confirmed: told, unanswered: [], newest: { stands: "done", since } }),
      };
    case "refuses":
      return { follows, session: knows({ newest: { stands: "not-done", since, inARow } }) };
    case "takes-silently":
      return {
        follows: told,
        session: knows({
          confirmed,
          unanswered: open,
          newest: { stands: "not-done", since, inARow },
        }),
      };
    default:
      return {
        follows,
        session: knows({ unanswered: open, newest: { stands: "under-way", since } }),
      };
  }
}

function siteOf(stations: readonly Station[], at: Temporal.Instant, safeW: number): SiteState {
  const slotMs = 15 * 60_000;
  const startsAt = Temporal.Instant.fromEpochMilliseconds(
    Math.floor(at.epochMilliseconds / slotMs) * slotMs,
  );
  return aSiteState({
    at,
    safeW,
    span: { startsAt, slotMinutes: 15, slots: 16 },
    sessions: stations.map(({ session }) => session),
  });
}

/** Looks at now and at each slot of the next hours: what the stations follow changes at no other time. */
function expectWithin(stations: readonly Station[], state: SiteState): void {
  const edges = Array.from({ length: 12 }, (_, slot) => slotStart(state.span, slot + 1));
  for (const from of [state.at, ...edges]) {
    const stretch = { from, to: from.add({ milliseconds: 1 }) };
    const watts = stations.reduce((sum, { session, follows }) => {
      const { most } = allowedWithin(follows, stretch, rateBaseOf(state, session));
      return sum + Math.min(most, session.plug.maxW);
    }, 0);
    expect(watts).toBeLessThanOrEqual(amps(50) + 1);
  }
}
