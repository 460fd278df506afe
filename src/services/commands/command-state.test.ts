import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommandKind, CommandState } from "@/db/schema/commands";
import {
  asyncResults,
  type CommandSignal,
  followSignal,
  isOver,
  nextLook,
  syncResults,
} from "./command-state";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");
const sent: CommandSignal = { kind: "sent" };
const session: CommandSignal = { kind: "session" };
const time: CommandSignal = { kind: "time" };
const unanswered: CommandSignal = { kind: "unanswered" };
const refused: CommandSignal = { kind: "refused" };
const sync = (result: (typeof syncResults)[number]): CommandSignal => ({
  kind: "answered",
  result,
});
const async = (result: (typeof asyncResults)[number]): CommandSignal => ({
  kind: "result",
  result,
});

function follow(kind: CommandKind, ...signals: readonly CommandSignal[]): CommandState {
  return signals.reduce<CommandState>(
    (state, signal) => followSignal(kind, state, signal),
    "created",
  );
}
const start = (...signals: readonly CommandSignal[]) => follow("START_SESSION", sent, ...signals);

describe("a command's state", () => {
  it("goes from the CPO's answer to the station's and on to the session", () => {
    expect(start()).toBe("sent");
    expect(start(sync("ACCEPTED"))).toBe("accepted");
    expect(start(sync("ACCEPTED"), async("ACCEPTED"))).toBe("confirmed");
    expect(start(sync("ACCEPTED"), async("ACCEPTED"), session)).toBe("session");
  });

  it("stands by a result that came before the answer to the request was kept", () => {
    expect(start(async("ACCEPTED"), sync("ACCEPTED"))).toBe("confirmed");
    expect(start(async("EVSE_OCCUPIED"), sync("ACCEPTED"))).toBe("failed");
    expect(start(async("REJECTED"), sync("ACCEPTED"))).toBe("rejected");
    expect(start(async("ACCEPTED"), unanswered)).toBe("confirmed");
    expect(start(async("ACCEPTED"), refused)).toBe("confirmed");
  });

  it("is not changed by a second result, the same or another", () => {
    expect(start(sync("ACCEPTED"), async("ACCEPTED"), async("ACCEPTED"))).toBe("confirmed");
    expect(start(sync("ACCEPTED"), async("ACCEPTED"), async("FAILED"))).toBe("confirmed");
    expect(start(sync("ACCEPTED"), async("FAILED"), async("ACCEPTED"))).toBe("failed");
  });

  it("takes a result after the time-out, ours or the station's", () => {
    expect(start(sync("ACCEPTED"), time)).toBe("timeout");
    expect(start(sync("ACCEPTED"), time, async("ACCEPTED"))).toBe("confirmed");
    expect(start(sync("ACCEPTED"), async("TIMEOUT"))).toBe("timeout");
    expect(start(sync("ACCEPTED"), async("TIMEOUT"), async("EVSE_INOPERATIVE"))).toBe("failed");
    expect(start(unanswered, time, async("REJECTED"))).toBe("rejected");
  });

  it("waits on where the answer was lost, and ends where it was refused", () => {
    expect(start(unanswered)).toBe("sent");
    expect(start(unanswered, time)).toBe("timeout");
    expect(start(refused)).toBe("failed");
    expect(start(sync("REJECTED"))).toBe("rejected");
    expect(start(sync("NOT_SUPPORTED"))).toBe("rejected");
    expect(follow("STOP_SESSION", sent, sync("UNKNOWN_SESSION"))).toBe("rejected");
  });

  it("times out a confirmed start that nobody plugs in for, but no confirmed stop", () => {
    expect(start(async("ACCEPTED"), time)).toBe("timeout");
    expect(follow("STOP_SESSION", sent, async("ACCEPTED"), time)).toBe("confirmed");
    expect(follow("RESERVE_NOW", sent, async("ACCEPTED"), time)).toBe("confirmed");
  });

  it("lets a CPO cancel a reservation hours after it was confirmed", () => {
    const reserved = [sent, sync("ACCEPTED"), async("ACCEPTED")];
    expect(follow("RESERVE_NOW", ...reserved, async("CANCELED_RESERVATION"))).toBe("failed");
    expect(start(async("ACCEPTED"), async("CANCELED_RESERVATION"))).toBe("confirmed");
  });

  const signals = fc.constantFrom<CommandSignal>(
    sent,
    session,
    time,
    unanswered,
    refused,
    ...syncResults.map(sync),
    ...asyncResults.map(async),
  );
  const kinds = fc.constantFrom<CommandKind>(
    "START_SESSION",
    "STOP_SESSION",
    "RESERVE_NOW",
    "CANCEL_RESERVATION",
    "UNLOCK_CONNECTOR",
  );

  it("is 'session' once a session was seen, whatever came before and comes after", () => {
    fc.assert(
      fc.property(kinds, fc.array(signals), fc.array(signals), (kind, before, after) => {
        expect(follow(kind, ...before, session, ...after)).toBe("session");
      }),
    );
  });

  it("never goes back to waiting for an answer, in any order of signals", () => {
    const order: Readonly<Record<CommandState, number>> = {
      created: 0,
      sent: 1,
      accepted: 2,
      confirmed: 3,
      timeout: 3,
      rejected: 4,
      failed: 4,
      session: 5,
    };
    fc.assert(
      fc.property(kinds, fc.array(signals), signals, (kind, before, next) => {
        const state = follow(kind, ...before);
        expect(order[followSignal(kind, state, next)]).toBeGreaterThanOrEqual(order[state]);
      }),
    );
  });

  it("is looked at again as long as it is not over, and never afterwards", () => {
    const expiresAt = NOW.add({ hours: 1 });
    const answerDueAt = NOW.add({ seconds: 30 });
    fc.assert(
      fc.property(kinds, fc.array(signals), (kind, before) => {
        const state = follow(kind, ...before);
        const next = nextLook({ kind, state, answerDueAt, expiresAt }, NOW);
        expect(next === null).toBe(isOver(kind, state));
      }),
    );
  });

  it("waits for a result as long as the CPO said, and for a plug a quarter of an hour", () => {
    const command = { kind: "START_SESSION", expiresAt: null } as const;
    const answerDueAt = NOW.add({ seconds: 90 });
    const at = (state: CommandState) => nextLook({ ...command, state, answerDueAt }, NOW);
    expect(at("accepted")).toEqual(answerDueAt);
    expect(at("sent")).toEqual(NOW.add({ seconds: 45 }));
    expect(at("confirmed")).toEqual(NOW.add({ minutes: 15 }));
  });
});
