import { describe, expect, it } from "vitest";

import { TokenBucket } from "./token-bucket";

/** A bucket on a clock of its own that moves only when somebody waits. */
function bucketOf(perSecond: number) {
  let now = 0;
  const bucket = new TokenBucket(
    perSecond,
    () => now,
    async (ms) => {
      now += ms;
    },
  );
  return { bucket, at: () => now, pass: (ms: number) => (now += ms) };
}

describe("the token bucket", () => {
  it("lets through a second's worth at once and the rest at its rate, first come first served", async () => {
    const { bucket, at } = bucketOf(20);
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        await bucket.take();
        order.push(index);
      }),
    );
    expect(order).toEqual(Array.from({ length: 60 }, (_, index) => index));
    expect(at()).toBeGreaterThanOrEqual(2_000);
    expect(at()).toBeLessThan(2_200);
  });

  it("never lets through more than twice its rate in a second, whatever came before", async () => {
    const { bucket, at, pass } = bucketOf(10);
    pass(3_600_000);
    const times: number[] = [];
    for (let call = 0; call < 45; call += 1) {
      await bucket.take();
      times.push(at());
    }
    const within = times.map((time) => times.filter((t) => t >= time && t < time + 1_000).length);
    expect(Math.max(...within)).toBeLessThanOrEqual(20);
  });
});
