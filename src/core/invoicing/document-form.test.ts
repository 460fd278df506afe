import { describe, expect, it } from "vitest";

import { decideForm, type FormQuestion } from "./document-form";

const small: FormQuestion = {
  sellerCountry: "SE",
  buyer: { country: "SE", isBusiness: false },
  issuedOn: Temporal.PlainDate.from("2026-11-03"),
  currency: "SEK",
  totalMinor: 400_000n,
  perRate: [{ country: "SE", category: "S" }],
};

describe("a document is simplified", () => {
  it("up to 4 000 kr for a consumer in Sweden", () => {
    expect(decideForm(small)).toBe("simplified");
  });

  const full: readonly (readonly [string, Partial<FormQuestion>])[] = [
    ["above the limit", { totalMinor: 400_001n }],
    ["for a business", { buyer: { country: "SE", isBusiness: true } }],
    ["for a consumer abroad", { buyer: { country: "NL", isBusiness: false } }],
    ["with a supply abroad", { perRate: [{ country: "NL", category: "S" }] }],
    ["under reverse charge", { perRate: [{ country: "SE", category: "AE" }] }],
    ["in another currency than the limit's", { currency: "EUR" }],
    [
      "of a seller whose limit is not known",
      { sellerCountry: "FR", buyer: { country: "FR", isBusiness: false }, perRate: [] },
    ],
    ["of a day before the rule", { issuedOn: Temporal.PlainDate.from("2018-12-31") }],
  ];
  it.each(full)("but not %s", (_name, given) => {
    expect(decideForm({ ...small, ...given })).toBe("full");
  });

  it("by the limit of the seller's own country", () => {
    const german = {
      ...small,
      sellerCountry: "DE",
      buyer: { country: "DE", isBusiness: false },
      currency: "EUR",
      perRate: [{ country: "DE", category: "S" as const }],
    };
    expect(decideForm({ ...german, totalMinor: 25_000n })).toBe("simplified");
    expect(decideForm({ ...german, totalMinor: 25_001n })).toBe("full");
  });
});
