import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  canReopen,
  disputeStates,
  stepsOf,
  takeStep,
  turnOf,
  type DisputeDeed,
  type DisputeParty,
} from "./dispute-steps";

const parties: readonly DisputeParty[] = ["driver", "finance", "partner", "system"];
const deeds: readonly DisputeDeed[] = [
  "note",
  "ask",
  "answer",
  "concede",
  "agree",
  "creditCdr",
  "creditNote",
  "dropped",
  "refund",
  "refuse",
  "withdraw",
  "reopen",
];
const walk = fc.array(fc.tuple(fc.constantFrom(...deeds), fc.constantFrom(...parties)), {
  maxLength: 40,
});
const at = Temporal.Instant.from("2026-11-23T08:00:00Z");

describe("the steps of a dispute", () => {
  it("lead from opened by the CPO's yes and a credit note to the money", () => {
    const path = [
      ["ask", "finance", "asked"],
      ["concede", "partner", "agreed"],
      ["creditCdr", "system", "agreed"],
      ["creditNote", "system", "credited"],
      ["refund", "system", "refunded"],
    ] as const;
    let state = disputeStates[0] as (typeof disputeStates)[number];
    for (const [deed, by, to] of path) {
      const step = takeStep(state, deed, by);
      expect(step).toEqual({ ok: true, value: to });
      state = to;
    }
  });

  it("leave money to finance and the books: no driver and no CPO can bring one to credited", () => {
    fc.assert(
      fc.property(walk, (steps) => {
        let state: (typeof disputeStates)[number] = "open";
        for (const [deed, by] of steps) {
          if (by === "finance" || by === "system") continue;
          const step = takeStep(state, deed, by);
          if (step.ok) state = step.value;
        }
        expect(["credited", "refunded", "refused"]).not.toContain(state);
      }),
    );
  });

  it("never leave the end but by the driver's taking it up again, or by its refund", () => {
    fc.assert(
      fc.property(walk, (steps) => {
        let state: (typeof disputeStates)[number] = "open";
        for (const [deed, by] of steps) {
          const step = takeStep(state, deed, by);
          if (!step.ok) continue;
          if (state === "refunded") throw new Error(`${deed} after the refund`);
          if (state === "refused" || state === "withdrawn")
            expect([deed, by]).toEqual(["reopen", "driver"]);
          state = step.value;
        }
      }),
    );
  });

  it("say of a deed of another side that it is not theirs, and of a late one that it is late", () => {
    expect(takeStep("open", "refuse", "driver")).toEqual({ ok: false, reason: "not-yours" });
    expect(takeStep("open", "answer", "partner")).toEqual({ ok: false, reason: "too-late" });
    expect(takeStep("agreed", "withdraw", "driver")).toEqual({ ok: false, reason: "too-late" });
  });

  it("offer each side something to do exactly while it is its turn", () => {
    for (const state of disputeStates) {
      const acts = (by: DisputeParty) => stepsOf(state, by).some((deed) => deed !== "note");
      expect(acts("partner"), state).toBe(turnOf(state, true) === "partner");
      if (turnOf(state, false) === null) expect(acts("finance"), state).toBe(false);
    }
    expect(stepsOf("asked", "partner")).toEqual(["note", "answer", "concede"]);
  });

  it("begin again once, within thirty days of a refusal or of taking it back", () => {
    const ended = { state: "refused" as const, endedAt: at, reopenedBefore: 0 };
    expect(canReopen(ended, at.add({ hours: 30 * 24 }))).toBe(true);
    expect(canReopen(ended, at.add({ hours: 30 * 24, seconds: 1 }))).toBe(false);
    expect(canReopen({ ...ended, reopenedBefore: 1 }, at)).toBe(false);
    expect(canReopen({ ...ended, state: "withdrawn" }, at)).toBe(true);
    expect(canReopen({ ...ended, state: "credited" }, at)).toBe(false);
    expect(canReopen({ ...ended, state: "open", endedAt: null }, at)).toBe(false);
  });
});
