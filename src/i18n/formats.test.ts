import { describe, expect, it } from "vitest";

import { formatDuration, formatEnergy, formatInstant, formatMoney, formatRate } from "./formats";

// Intl writes no-break spaces; readers do not care which.
const plain = (text: string) => text.replaceAll(/\s/g, " ");

describe("figures for people", () => {
  it("shows money exactly, beyond what a double can hold", () => {
    expect(plain(formatMoney(9_007_199_254_740_993n, "SEK", "sv"))).toBe(
      "90 071 992 547 409,93 kr",
    );
    expect(plain(formatMoney(-1250n, "EUR", "en"))).toBe("-€12.50");
    expect(plain(formatMoney(1250n, "JPY", "en"))).toBe("JP¥1,250");
  });

  it("shows energy and rates in the reader's notation", () => {
    expect(plain(formatEnergy(20_450_000n, "sv"))).toBe("20,45 kWh");
    expect(plain(formatRate(250_000, "sv"))).toBe("25 %");
    expect(plain(formatRate(55_000, "en"))).toBe("5.5 %");
  });

  it("shows the wall clock of the place, not of the server", () => {
    const at = Temporal.Instant.from("2026-10-31T23:30:00Z");
    expect(formatInstant(at, "time", { locale: "sv", timeZone: "Europe/Stockholm" })).toBe("00:30");
    expect(formatDuration(65 * 60_000)).toBe("1 h 05 min");
  });
});
