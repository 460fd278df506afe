import { describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import { InvariantError } from "@/core/invariant";
import { roamingCostAccount, stripeClearingAccount, vatAccount } from "./account";
import { journal, reverseJournal, type Leg } from "./journal";

const facts = {
  key: "stripe:pi_1:succeeded",
  kind: "payment_succeeded",
  effectiveAt: Temporal.Instant.from("2026-11-01T00:00:00Z"),
  source: { type: "payment", id: asId<"payment">("0198c5a0-0000-7000-8000-000000000001") },
} as const;

function leg(amountMinor: bigint, account = stripeClearingAccount, currency = "SEK"): Leg {
  return { account, amountMinor, currency };
}

describe("journal", () => {
  it("refuses legs that do not sum to zero", () => {
    expect(() => journal({ ...facts, legs: [leg(100n), leg(-99n, roamingCostAccount)] })).toThrow(
      InvariantError,
    );
  });

  it("balances each currency by itself", () => {
    const legs = [leg(100n), leg(-100n, roamingCostAccount, "EUR")];
    expect(() => journal({ ...facts, legs })).toThrow(/SEK/);
  });

  it("names each account once and drops what cancels out", () => {
    const made = journal({
      ...facts,
      legs: [
        leg(60n),
        leg(40n),
        leg(-100n, roamingCostAccount),
        leg(5n, vatAccount("SE", 250_000)),
        leg(-5n, vatAccount("SE", 250_000)),
      ],
    });
    expect(made?.legs.map(({ account, amountMinor }) => [account.code, amountMinor])).toEqual([
      ["stripe:clearing", 100n],
      ["cost:roaming", -100n],
    ]);
  });

  it("is null where nothing moves", () => {
    expect(journal({ ...facts, legs: [leg(0n), leg(0n, roamingCostAccount)] })).toBeNull();
    expect(journal({ ...facts, legs: [] })).toBeNull();
  });
});

describe("reverseJournal", () => {
  it("takes back every leg and names what it takes back", () => {
    const original = journal({ ...facts, legs: [leg(7n), leg(-7n, roamingCostAccount)] });
    const reversesId = asId<"journal">("0198c5a0-0000-7000-8000-000000000002");
    const reversed = reverseJournal(original, { ...facts, key: "again", reversesId });
    expect(reversed).toMatchObject({ key: "again", reversesId });
    expect(reversed?.legs.map((of) => of.amountMinor)).toEqual([-7n, 7n]);
  });
});
