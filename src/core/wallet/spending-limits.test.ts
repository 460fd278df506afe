import { describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import { findReachedLimit, type LimitSpan, type UsedLimit } from "./spending-limits";

const card = asId<"token">("card");
const other = asId<"token">("other");

function limit(span: LimitSpan, amountMinor: bigint, values: Partial<UsedLimit> = {}): UsedLimit {
  return {
    id: asId<"other">(`${span}-${amountMinor}`),
    span,
    tokenId: null,
    currency: "SEK",
    amountMinor,
    usedMinor: 0n,
    setBy: "driver",
    ...values,
  };
}
const charge = { tokenId: card, currency: "SEK", expectedMinor: 190_00n };

describe("findReachedLimit", () => {
  it.each([
    ["nothing is limited", [], null],
    ["a charge's limit covers the estimate", [limit("charge", 190_00n)], null],
    ["a charge's limit is below the estimate", [limit("charge", 189_99n)], "charge-18999"],
    ["a day has the least credit left", [limit("day", 500_00n, { usedMinor: 400_00n })], null],
    [
      "a day has an öre less than the least credit left",
      [limit("day", 500_00n, { usedMinor: 400_01n })],
      "day-50000",
    ],
    ["a month is overdrawn", [limit("month", 500_00n, { usedMinor: 600_00n })], "month-50000"],
    ["a limit is of another card", [limit("day", 0n, { tokenId: other })], null],
    ["a limit is of this card", [limit("day", 0n, { tokenId: card })], "day-0"],
    ["a limit is in another currency", [limit("day", 0n, { currency: "EUR" })], null],
    [
      "several are reached, the narrowest is named",
      [limit("month", 0n), limit("day", 0n), limit("charge", 0n)],
      "charge-0",
    ],
  ])("%s", (_name, limits, reached) => {
    expect(findReachedLimit(limits, charge)?.limit.id ?? null).toBe(reached);
  });

  it("lets a charge that costs less than the least credit use what is left of a day", () => {
    const day = limit("day", 500_00n, { usedMinor: 450_00n });
    expect(findReachedLimit([day], { ...charge, expectedMinor: 50_00n })).toBeNull();
    expect(findReachedLimit([day], { ...charge, expectedMinor: 50_01n })).toMatchObject({
      leftMinor: 50_00n,
      expectedMinor: 50_01n,
    });
  });

  it("allows nothing by a limit of nothing, even where a charge is free or its price not known", () => {
    const none = [limit("charge", 0n)];
    expect(findReachedLimit(none, { ...charge, expectedMinor: 0n })).not.toBeNull();
    expect(findReachedLimit(none, { ...charge, expectedMinor: null })).not.toBeNull();
    expect(
      findReachedLimit(none, { ...charge, currency: null, expectedMinor: null }),
    ).not.toBeNull();
  });
});
