import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money, toDecimalText } from "@/core/money/money";
import { parseAmount } from "@/core/money/written-amount";
import {
  formatDay,
  formatDuration,
  formatEnergy,
  formatMicroMoney,
  formatMoney,
  formatPeriod,
  formatRate,
  formatTime,
  formatTyped,
} from "./formats";
import { locales } from "./locale";

// Intl's spaces differ (no-break, narrow); readers see one space.
const plain = (text: string) => text.replace(/\s/g, " ");

describe("money for people", () => {
  it("shows every minor unit, also beyond what a double holds", () => {
    expect(plain(formatMoney(money(900_719_925_474_099_312n, "SEK"), "sv"))).toBe(
      "9 007 199 254 740 993,12 kr",
    );
    expect(plain(formatMoney(money(-1250n, "EUR"), "en"))).toBe("-€12.50");
  });
  it("keeps the currency's own number of places", () => {
    expect(plain(formatMoney(money(1250n, "JPY"), "en"))).toBe("JP¥1,250");
  });
  it("is written as each language writes it", () => {
    const amount = money(123_456n, "SEK");
    expect(plain(formatMoney(amount, "de"))).toBe("1.234,56 SEK");
    expect(plain(formatMoney(amount, "sv"))).toBe("1 234,56 kr");
    expect(plain(formatMoney(money(-123_456n, "EUR"), "de"))).toBe("-1.234,56 €");
    expect(plain(formatMicroMoney(4_512_300n, "EUR", "de"))).toBe("4,5123 €");
  });
  it.each(locales)("is read back from a field as it was put there, in %s", (locale) => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), (minor) => {
        const typed = formatTyped(toDecimalText(money(minor, "EUR")), locale);
        expect(parseAmount(typed, "EUR")).toEqual({ ok: true, value: minor });
      }),
    );
  });
  it("shows a unit price's fractions of an öre", () => {
    expect(plain(formatMicroMoney(4_512_300n, "SEK", "sv"))).toBe("4,5123 kr");
  });
});

describe("quantities for people", () => {
  it("rounds energy half away from zero", () => {
    expect(plain(formatEnergy(32_445_000n, "sv"))).toBe("32,45 kWh");
    expect(plain(formatEnergy(32_445_000n, "en", 3))).toBe("32.445 kWh");
    expect(plain(formatEnergy(1_234_567_000n, "de"))).toBe("1.234,57 kWh");
  });
  it("writes a rate of 10⁻⁴ % as per cent", () => {
    expect(plain(formatRate(250_000, "sv"))).toBe("25 %");
    expect(plain(formatRate(55_000, "en"))).toBe("5.5 %");
  });
});

describe("times for people", () => {
  it("reads the wall clock of the place, also from text", () => {
    const at = Temporal.Instant.from("2026-10-25T01:30:00Z");
    expect(formatTime(at, "sv", "Europe/Stockholm", "time")).toBe("02:30");
    expect(formatTime(at.toString(), "en", "UTC", "time")).toBe("01:30");
  });
  it("says once what both ends of a period share", () => {
    const period = { start: "2026-11-22T13:05:00Z", end: "2026-11-22T14:12:00Z" };
    const text = plain(formatPeriod(period, "en", "Europe/Stockholm"));
    expect(text.match(/2026/g)).toHaveLength(1);
    expect(text).toContain("14:05");
    expect(text).toContain("15:12");
  });
  it("parts two days of a period, and keeps two hours of one day together", () => {
    const over = { start: "2026-10-19T18:49:00Z", end: "2026-10-19T22:05:00Z" };
    expect(plain(formatPeriod(over, "sv", "Europe/Stockholm"))).toBe(
      "19 okt. 2026 20:49 – 20 okt. 2026 00:05",
    );
    expect(plain(formatPeriod(over, "sv", "Europe/London"))).toBe("19 okt. 2026 19:49–23:05");
  });
  it("does not shift a calendar day", () => {
    expect(formatDay("2026-11-30", "en")).toBe("30 Nov 2026");
    expect(formatDay("2026-11-23", "de")).toBe("23. Nov. 2026");
  });
  it("writes the whole month in letters", () => {
    expect(formatDay("2026-11-23", "de", "inWords")).toBe("23. November 2026");
    expect(formatDay("2026-11-23", "sv", "inWords")).toBe("23 november 2026");
  });
  it("says a German range of times as it says a time", () => {
    const period = { start: "2026-11-22T13:05:00Z", end: "2026-11-22T14:12:00Z" };
    expect(plain(formatPeriod(period, "de", "Europe/Berlin", "time"))).toBe("14:05–15:12");
    expect(formatTime(period.start, "de", "Europe/Berlin", "time")).toBe("14:05");
  });
  it("counts elapsed time in whole units", () => {
    expect(plain(formatDuration(4_020_000))).toBe("1 h 07 min");
    expect(plain(formatDuration(42_000))).toBe("42 s");
  });
});
