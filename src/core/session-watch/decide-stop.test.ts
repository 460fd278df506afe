import { describe, expect, it } from "vitest";
import { decideStop, type StopAsked } from "./decide-stop";

const SINCE = Temporal.Instant.from("2026-11-02T11:00:00Z");
const at = (minutes: number) => SINCE.add({ seconds: Math.round(minutes * 60) });
const asked = (state: StopAsked["state"], times = 1): StopAsked => ({ state, times, since: SINCE });

describe("a charge that goes on beyond its cap", () => {
  it("waits for the answer to what was asked", () => {
    const now = at(60);
    expect(decideStop(asked("open"), { chargedOnAt: now, now })).toEqual({
      asksAgain: false,
      tell: null,
    });
  });

  it("is asked to end again after 1, 2, 4 … at most 30 minutes, eight times in all", () => {
    const waits = [1, 2, 4, 8, 16, 30, 30];
    for (const [index, wait] of waits.entries()) {
      const last = asked("refused", index + 1);
      const by = (minutes: number) => decideStop(last, { chargedOnAt: null, now: at(minutes) });
      expect(by(wait - 0.1)).toEqual({ asksAgain: false, tell: "refused" });
      expect(by(wait)).toEqual({ asksAgain: true, tell: "refused" });
    }
    const end = decideStop(asked("refused", 8), { chargedOnAt: null, now: at(600) });
    expect(end).toEqual({ asksAgain: false, tell: "refused" });
  });

  it("is believed to end where the operator said so, until it tells that the car charges on", () => {
    const by = (chargedOn: number | null) =>
      decideStop(asked("taken"), {
        chargedOnAt: chargedOn === null ? null : at(chargedOn),
        now: at(10),
      });
    expect(by(null)).toEqual({ asksAgain: false, tell: null });
    expect(by(2.9)).toEqual({ asksAgain: false, tell: null });
    expect(by(3)).toEqual({ asksAgain: true, tell: "ignored" });
  });
});
