import { describe, expect, it } from "vitest";
import { money } from "@/core/money/money";
import type { Savings } from "@/core/smart-charging/savings-shown";
import type { Locale } from "./locale";
import { savingsWords } from "./savings-words";

const known: Savings = {
  saved: money(1_490n, "SEK"),
  market: { savedMicro: 9_000_000n, currency: "SEK" },
  carbonSavedG: 850,
};
const words = (change: Partial<Savings>, locale: Locale = "en") =>
  savingsWords({ ...known, ...change }, locale)
    .join(" ")
    .replaceAll(/\s/gu, " ");

describe("what charging later came to, in words", () => {
  it("is what the driver saved and what was not emitted", () => {
    expect(words({})).toBe("Charged later than at once: SEK 14.90 saved. 850 g CO₂e less.");
    expect(words({}, "sv")).toBe("Laddade senare än direkt: 14,90 kr sparat. 850 g CO₂e mindre.");
    expect(words({}, "de")).toBe(
      "Später geladen statt sofort: 14,90 SEK gespart. 850 g CO₂e weniger.",
    );
  });

  it("is honest where later was dearer or emitted more", () => {
    expect(words({ saved: money(-150n, "SEK"), carbonSavedG: -3_300 })).toBe(
      "Charged later than at once: SEK 1.50 dearer. 3.3 kg CO₂e more.",
    );
  });

  it("says that the price is the same at all hours, and what the market did meanwhile", () => {
    expect(words({ saved: money(0n, "SEK"), carbonSavedG: 0 })).toBe(
      "Charged later than at once: the price is the same for you. On the market the energy was SEK 9.00 cheaper; your price does not follow it.",
    );
    expect(words({ saved: null, market: { savedMicro: -9_000_000n, currency: "SEK" } })).toBe(
      "Charged later than at once. 850 g CO₂e less. On the market the energy was SEK 9.00 dearer; your price does not follow it.",
    );
  });

  it("leaves out what nobody knows", () => {
    expect(words({ carbonSavedG: null, market: null })).toBe(
      "Charged later than at once: SEK 14.90 saved.",
    );
  });
});
