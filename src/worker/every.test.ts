import { pino } from "pino";
import { describe, expect, it } from "vitest";

import { every } from "./every";

const log = pino({ level: "silent" });
const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("a loop of the worker", () => {
  it("runs again at once while there is more to do", async () => {
    let left = 3;
    const running = every({ name: "t", everyMs: 60_000, log }, async () => {
      left -= 1;
      return left > 0;
    });
    await tick();
    expect(left).toBe(0);
    await running.stop();
  });

  it("does not lose a wake-up that comes during a run", async () => {
    let runs = 0;
    let release: () => void = () => undefined;
    const running = every({ name: "t", everyMs: 60_000, log }, async () => {
      runs += 1;
      if (runs === 1) await new Promise<void>((resolve) => (release = resolve));
    });
    running.wake();
    release();
    await tick();
    expect(runs).toBe(2);
    await running.stop();
  });

  it("goes on after a run that failed", async () => {
    let runs = 0;
    const running = every({ name: "t", everyMs: 1, log }, async () => {
      runs += 1;
      throw new Error("once more");
    });
    await new Promise((resolve) => setTimeout(resolve, 40));
    await running.stop();
    expect(runs).toBeGreaterThan(1);
  });
});
