import { describe, expect, it } from "vitest";
import { money } from "@/core/money/money";
import { cheapestOf } from "./cheapest-of";

const at = (id: string, amount: bigint | null, currency = "SEK") => ({
  id,
  price: amount === null ? null : { total: money(amount, currency) },
});

describe("the cheapest of places", () => {
  it("is told for each currency by itself, since amounts of two can't be compared", () => {
    const places = [at("a", 300n), at("b", 200n), at("c", 20n, "EUR"), at("d", 25n, "EUR")];
    expect([...cheapestOf(places)]).toEqual(["b", "c"]);
  });

  it("is nobody where all cost the same, or only one has a price", () => {
    expect(cheapestOf([at("a", 300n), at("b", 300n)]).size).toBe(0);
    expect(cheapestOf([at("a", 300n), at("b", null)]).size).toBe(0);
  });

  it("may be several", () => {
    expect(cheapestOf([at("a", 200n), at("b", 200n), at("c", 201n)]).size).toBe(2);
  });
});
