import { describe, expect, it } from "vitest";
import { aReceipt } from "./every-kind.fixture";
import { receiptView } from "./receipt-view";

const savings = {
  savedMinor: "1490",
  savedCurrency: "SEK",
  marketSavedMicro: null,
  marketCurrency: null,
  carbonSavedG: 850,
};

describe("a receipt of a charge", () => {
  it("says in a note what charging later came to, in the reader's language", () => {
    const noteIn = (locale: "en" | "sv") =>
      receiptView({ ...aReceipt, locale, savings })
        .notes.at(-1)
        ?.replaceAll(/\s/gu, " ");
    expect(noteIn("en")).toBe("Charged later than at once: SEK 14.90 saved. 850 g CO₂e less.");
    expect(noteIn("sv")).toBe("Laddade senare än direkt: 14,90 kr sparat. 850 g CO₂e mindre.");
  });

  it("says nothing of it where nothing is known", () => {
    const notes = receiptView(aReceipt).notes.join(" ");
    expect(notes).not.toContain("CO₂e");
  });
});
