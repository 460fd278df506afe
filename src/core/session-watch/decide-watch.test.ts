import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cap, decideWatch, type TellKind, type Told, type WatchFacts } from "./decide-watch";

const START = Temporal.Instant.from("2026-11-02T11:00:00Z");
const NOTHING: Told = { start: null, end: null, idle: null, capNear: null, capReached: null };
const cap: Cap = { amountMinor: 10_000n, currency: "SEK", action: "stop" };
const sek = (amountMinor: bigint) => ({ amountMinor, currency: "SEK" });

function running(values: Partial<WatchFacts> = {}): WatchFacts {
  return {
    state: "running",
    startedAt: START,
    endedAt: null,
    heardAt: START,
    cost: null,
    idleFrom: null,
    ...values,
  };
}

/** The told times after what was decided. */
function noted(told: Told, kinds: readonly TellKind[], now: Temporal.Instant): Told {
  const has = (...some: TellKind[]) => some.some((kind) => kinds.includes(kind));
  return {
    start: has("start") ? now : told.start,
    end: has("end") ? now : told.end,
    idle: has("idleNear", "idleRuns") ? now : told.idle,
    capNear: has("capNear", "capReached") ? now : told.capNear,
    capReached: has("capReached") ? now : told.capReached,
  };
}

function kindsAt(facts: WatchFacts, minutes: number, told: Told = NOTHING): TellKind[] {
  const now = START.add({ seconds: Math.round(minutes * 60) });
  const { tells } = decideWatch(facts, { cap, told, now });
  return tells.filter(({ isOld }) => !isOld).map(({ kind }) => kind);
}

describe("a watched session", () => {
  it("tells of an idle fee ten minutes before it begins, and when it runs", () => {
    const facts = running({ idleFrom: START.add({ minutes: 30 }) });
    const told = { ...NOTHING, start: START };
    expect(kindsAt(facts, 19.9, told)).toEqual([]);
    expect(kindsAt(facts, 20, told)).toEqual(["idleNear"]);
    const near = { ...told, idle: START.add({ minutes: 20 }) };
    expect(kindsAt(facts, 29.9, near)).toEqual([]);
    expect(kindsAt(facts, 30, near)).toEqual(["idleRuns"]);
    expect(kindsAt(facts, 31, { ...near, idle: START.add({ minutes: 30 }) })).toEqual([]);
  });

  it("tells at 80 % of the cap and once it is reached, in the cap's own currency only", () => {
    const told = { ...NOTHING, start: START };
    expect(kindsAt(running({ cost: sek(7_999n) }), 1, told)).toEqual([]);
    expect(kindsAt(running({ cost: sek(8_000n) }), 1, told)).toEqual(["capNear"]);
    expect(kindsAt(running({ cost: sek(10_000n) }), 1, told)).toEqual(["capReached"]);
    const euros = { amountMinor: 99_999n, currency: "EUR" };
    expect(kindsAt(running({ cost: euros }), 1, told)).toEqual([]);
  });

  it("says nothing of what is no news any more", () => {
    expect(kindsAt(running(), 31)).toEqual([]);
    const over = { state: "over", endedAt: START.add({ hours: 1 }) } as const;
    expect(kindsAt(running(over), 90)).toEqual(["end"]);
    expect(kindsAt(running(over), 26 * 60)).toEqual([]);
    expect(kindsAt(running({ state: "lost" }), 90)).toEqual([]);
  });

  it("looks again when the fee comes near and when it begins, often where there is a cap", () => {
    const at = (facts: WatchFacts, own: Cap | null) =>
      decideWatch(facts, { cap: own, told: NOTHING, now: START }).lookAt;
    const soon = running({ idleFrom: START.add({ minutes: 12 }) });
    expect(at(soon, null)).toEqual(START.add({ minutes: 2 }));
    expect(at(running(), null)).toEqual(START.add({ minutes: 5 }));
    expect(at(running(), cap)).toEqual(START.add({ seconds: 20 }));
  });

  it("tells each thing at most once, however the charge goes, and nothing after its end", () => {
    const step = fc.record({
      minutes: fc.integer({ min: 0, max: 40 }),
      state: fc.constantFrom("running", "running", "running", "over", "lost"),
      cost: fc.option(fc.bigInt(0n, 20_000n)),
      idleIn: fc.option(fc.integer({ min: -60, max: 60 })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let now = START;
        let told = NOTHING;
        let isDone = false;
        const counts = new Map<TellKind, number>();
        for (const { minutes, state, cost, idleIn } of steps) {
          now = now.add({ minutes });
          if (isDone) break;
          const facts = running({
            state,
            heardAt: now,
            cost: cost === null ? null : sek(cost),
            idleFrom: idleIn === null ? null : now.add({ minutes: idleIn }),
          });
          const { tells, lookAt } = decideWatch(facts, { cap, told, now });
          const kinds = tells.map(({ kind }) => kind);
          for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
          if (lookAt !== null) expect(Temporal.Instant.compare(lookAt, now)).toBe(1);
          expect(lookAt === null).toBe(facts.state !== "running");
          told = noted(told, kinds, now);
          isDone = lookAt === null;
        }
        for (const kind of ["start", "end", "idleNear", "capNear", "capReached"] as const)
          expect(counts.get(kind) ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });
});
