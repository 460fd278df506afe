import { describe, expect, it } from "vitest";
import { isOutdated } from "./is-older";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");
const at = (hours: number) => NOW.add({ hours });

describe("what is older than what is held", () => {
  it("is outdated, also where the partner's clock is a little ahead", () => {
    for (const held of [at(-2), at(0), at(24)]) {
      expect(isOutdated(held.subtract({ seconds: 1 }), held, NOW)).toBe(true);
      expect(isOutdated(held, held, NOW)).toBe(false);
    }
  });

  it("is believed where what is held was dated by a clock far ahead, which would hold until then", () => {
    const held = Temporal.Instant.from("2099-01-01T00:00:00Z");
    expect(isOutdated(NOW, held, NOW)).toBe(false);
    // Where the clock is still wrong, its own order counts.
    expect(isOutdated(held.subtract({ seconds: 1 }), held, NOW)).toBe(true);
  });
});
