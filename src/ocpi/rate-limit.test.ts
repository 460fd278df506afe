import { describe, expect, it } from "vitest";
import { createRateLimiter, limitStranger, partnerRate } from "./rate-limit";

const RATE = { perSecond: 2, burst: 3 };

describe("a rate limit", () => {
  it("lets a burst through, then as many as it refills, and says how long to wait", () => {
    const limiter = createRateLimiter();
    const at = (ms: number) => limiter("a", RATE, ms);
    expect([at(0), at(0), at(0), at(0), at(100)]).toEqual([0, 0, 0, 1, 1]);
    expect([at(500), at(500)]).toEqual([0, 1]);
    expect([at(60_000), at(60_000), at(60_000), at(60_000)]).toEqual([0, 0, 0, 1]);
  });

  it("counts each on its own", () => {
    const limiter = createRateLimiter();
    for (let index = 0; index < 4; index++) limiter("a", RATE, 0);
    expect(limiter("a", RATE, 0)).toBe(1);
    expect(limiter("b", RATE, 0)).toBe(0);
  });

  it("does not refill when a clock goes back, and forgets those it has not heard for longest", () => {
    const limiter = createRateLimiter();
    for (let index = 0; index < 3; index++) limiter("a", RATE, 10_000);
    expect(limiter("a", RATE, 0)).toBe(1);
    for (let index = 0; index < 10_000; index++) limiter(`other ${index}`, RATE, 0);
    expect(limiter("a", RATE, 0)).toBe(0);
  });

  it("is a partner's own where its settings say so", () => {
    expect(partnerRate({})).toEqual({ perSecond: 500, burst: 5000 });
    expect(partnerRate({ requestsPerSecond: 3 })).toEqual({ perSecond: 3, burst: 30 });
  });

  it("holds strangers by their nearest proxy's word, and all of them together", () => {
    const limiter = createRateLimiter();
    const from = (source: string) =>
      limitStranger(limiter, new Headers({ "x-forwarded-for": `1.2.3.4, ${source}` }), 0);
    const passed = Array.from({ length: 101 }, () => from("5.6.7.8")).filter((wait) => wait === 0);
    expect(passed).toHaveLength(100);
    expect(from("5.6.7.9")).toBe(0);
    const others = Array.from({ length: 2000 }, (_, index) => from(`10.0.${index}`));
    expect(others.filter((wait) => wait === 0).length).toBeLessThan(1000);
    expect(limitStranger(limiter, new Headers(), 0)).toBe(1);
  });
});
