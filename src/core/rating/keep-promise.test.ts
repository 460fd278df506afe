import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { toMinor } from "@/core/money/money";
import { compareRational, micro, rationalOf } from "@/core/money/quantity";
import type { Plan } from "@/core/plans/plan";
import type { Tariff } from "@/core/roaming/tariff";

import { cdr, element, period, tariff } from "./build.fixture";
import { costPartsOf } from "./cost-parts";
import { sumLines } from "./explain";
import { keepPromise, type BillFacts } from "./keep-promise";
import { priceCdr } from "./price-cdr";
import { lockText, promisedTariff, underLock, type PriceLock } from "./price-lock";
import { priceUnderLock } from "./price-under-lock";
import { priceRetail } from "./retail";
import type { Markup, RetailPrice } from "./retail-price";

const vatRate = 250_000;
const start = "2026-07-01T10:00:00Z";
const charge = cdr("2026-07-01T11:00:00Z", [
  { ...period(start, "ENERGY 20", "TIME 0.5"), tariffId: "T1" },
  { ...period("2026-07-01T10:30:00Z", "PARKING_TIME 0.5"), tariffId: "T1" },
]);
const markup: Markup = { percentage: 100_000, perKwh: 0n, perSession: micro("1") };

function costPlus(basis: "gross" | "net" = "gross", change: Partial<Markup> = {}): Plan {
  return {
    mode: "cost_plus",
    basis,
    prices: [{ currency: "EUR", markup: { ...markup, ...change } }],
  };
}

function lockOf(change: Partial<PriceLock> = {}): PriceLock {
  return {
    planVersionId: "P1",
    plan: costPlus(),
    tariffs: [tariff([element(["ENERGY 0.4 @21"])])],
    connectors: [{ evseUid: "E1", connectorId: "1", tariffIds: ["T1"] }],
    place: {
      countryCode: "SE",
      partyId: "NSL",
      locationId: "L1",
      evseUid: "E1",
      connectorId: "1",
    },
    timeZone: "Europe/Stockholm",
    lockedAt: Temporal.Instant.from("2026-07-01T09:58:00Z"),
    ...change,
  };
}

const under = (lock: PriceLock, of = charge) =>
  priceUnderLock({ lock, cdr: of, timeZone: null, vatRate });

function locked(lock: PriceLock) {
  const outcome = under(lock);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

/** The bill for a cost of `cents` before VAT by a plan. */
function billOf(cents: bigint, plan: Plan = costPlus()): RetailPrice {
  if (plan.mode !== "cost_plus") throw new Error("no cost plus");
  const cost = { net: { n: cents, d: 100n }, currency: "EUR" };
  const { markup: of = markup } = plan.prices[0] ?? {};
  const common = { cdr: charge, timeZone: null, basis: plan.basis, currency: "EUR", vatRate };
  const outcome = priceRetail({ ...common, mode: "cost-plus", cost, markup: of });
  if (!outcome.ok) throw new Error(outcome.reason.code);
  return outcome.value;
}

const facts =
  (change: Partial<BillFacts> = {}) =>
  (): BillFacts => ({
    isSamePlan: true,
    acceptedCostMinor: null,
    ownCostMinor: null,
    verdict: "match",
    ...change,
  });

describe("a lock", () => {
  it("has one text whatever the order of its keys, and another for any price in it", () => {
    const lock = lockOf();
    const turned = Object.fromEntries(Object.entries(lock).toReversed()) as PriceLock;
    expect(lockText(turned)).toBe(lockText(lock));
    const other = lockOf({ tariffs: [tariff([element(["ENERGY 0.400001 @21"])])] });
    expect(lockText(other)).not.toBe(lockText(lock));
    expect(lockText(lockOf({ planVersionId: "P2" }))).not.toBe(lockText(lock));
  });

  it("prices a period that names another tariff, or one for ad hoc payment, by the promised one", () => {
    const adHoc = tariff([element(["ENERGY 9"])], { id: "ADHOC", type: "AD_HOC_PAYMENT" });
    const cheap = tariff([element(["ENERGY 0.1"])], { id: "SLOW", type: "PROFILE_CHEAP" });
    const ids = ["T1", "ADHOC", "SLOW"];
    const lock = lockOf({
      tariffs: [...lockOf().tariffs, adHoc, cheap],
      connectors: [{ evseUid: "E1", connectorId: "1", tariffIds: ids }],
    });
    const named = (tariffId: string) =>
      underLock(lock, {
        ...charge,
        chargingPeriods: [{ ...period(start, "ENERGY 20"), tariffId }],
      })?.chargingPeriods[0]?.tariffId;
    expect(["t1", "ADHOC", "NEW", "slow"].map(named)).toEqual(["T1", "T1", "T1", "SLOW"]);
  });

  it("of a whole place promises each connector its own tariff", () => {
    const lock = lockOf({
      tariffs: ["T1", "T2"].map((id) => tariff([element(["ENERGY 1"])], { id })),
      connectors: [
        { evseUid: "E1", connectorId: "1", tariffIds: ["T1"] },
        { evseUid: "E2", connectorId: "1", tariffIds: ["t2"] },
      ],
    });
    const at = (evseUid: string) => promisedTariff(lock, { evseUid, connectorId: "1" })?.id;
    expect([at("E1"), at("e2")]).toEqual(["T1", "T2"]);
  });

  it("without tariffs, or that can't be priced, gives none and says why", () => {
    expect(under(lockOf({ tariffs: [] }))).toEqual({ ok: false, reason: "tariff-unknown-at-lock" });
    const night = tariff([element(["ENERGY 1"], { startTime: "22:00", endTime: "06:00" })]);
    expect(under(lockOf({ tariffs: [night], timeZone: null }))).toEqual({
      ok: false,
      reason: "lock-unpriceable",
    });
    expect(under(lockOf(), { ...charge, currency: "SEK" })).toEqual({
      ok: false,
      reason: "lock-other-currency",
    });
  });
});

describe("the lower of bill and promise", () => {
  const lockedAt = lockOf().lockedAt;
  // 20 kWh × 0.40 = 8.00; × 1.25 × 1.1 + 1 = 12.00.
  it.each([
    [8_00n, 12_00n, null],
    [8_01n, 12_00n, "step-or-rounding"],
    [7_00n, 10_63n, null],
  ] as const)("for a cost of %s is %s", (cost, gross, reason) => {
    const kept = keepPromise({
      lockedAt,
      bill: billOf(cost),
      locked: locked(lockOf()),
      facts: facts({ acceptedCostMinor: cost, ownCostMinor: 8_00n, verdict: "rounding" }),
    });
    expect(kept?.price.grossMinor).toBe(gross);
    expect(kept?.lost?.reason ?? null).toBe(reason);
  });

  it.each([
    [{ acceptedCostMinor: 16_00n, ownCostMinor: 16_00n }, "tariff-changed"],
    [{ acceptedCostMinor: 16_00n, ownCostMinor: 15_00n, verdict: "mismatch" }, "tariff-changed"],
    [{ acceptedCostMinor: 16_00n, ownCostMinor: 9_00n, verdict: "mismatch" }, "claim-above-tariff"],
    [
      { acceptedCostMinor: 16_00n, ownCostMinor: null, verdict: "unpriceable" },
      "claim-above-tariff",
    ],
    [
      { acceptedCostMinor: 16_00n, ownCostMinor: 8_00n, verdict: "explainable" },
      "step-or-rounding",
    ],
    [{ acceptedCostMinor: 8_00n, ownCostMinor: 8_00n, isSamePlan: false }, "plan-changed"],
    [{ isSamePlan: false }, "plan-changed"],
  ] as const)("names why the bill was above: %o", (of, reason) => {
    const kept = keepPromise({
      lockedAt,
      bill: billOf(16_00n),
      locked: locked(lockOf()),
      facts: facts(of),
    });
    expect(kept?.lost).toEqual({ billMinor: 23_00n, reason });
  });

  it("is in the locked plan's basis where the plans differ in it, and null between currencies", () => {
    const lock = lockOf({ plan: costPlus("net") });
    const kept = keepPromise({
      lockedAt,
      bill: billOf(16_00n),
      locked: locked(lock),
      facts: facts({ isSamePlan: false }),
    });
    expect(kept?.price.basis).toBe("net");
    expect(sumLines(kept?.price.lines ?? [])).toEqual(kept?.price.exact);
    const other = { ...billOf(16_00n), currency: "SEK" };
    expect(keepPromise({ lockedAt, bill: other, locked: locked(lock), facts: facts() })).toBeNull();
  });

  it("is never above either, and its lines add up to it, in both bases", () => {
    const price = fc.integer({ min: 0, max: 3_000_000 }).map(String);
    const cents = fc.bigInt({ min: 0n, max: 90_00n });
    fc.assert(
      fc.property(price, cents, fc.constantFrom("gross", "net"), (perKwh, cost, basis) => {
        const of: Tariff = tariff([
          element([`ENERGY ${Number(perKwh) / 1e6} @21`, "PARKING_TIME 2.345 @21 /60"]),
        ]);
        const plan = costPlus(basis);
        const promise = locked(lockOf({ plan, tariffs: [of] }));
        const bill = billOf(cost, plan);
        const kept = keepPromise({ lockedAt, bill, locked: promise, facts: facts() });
        if (!kept) throw new Error("not comparable");
        const { price: owed, lost } = kept;
        const lower = bill.grossMinor < promise.price.grossMinor ? bill : promise.price;
        expect(owed.grossMinor).toBe(lower.grossMinor);
        expect(owed.netMinor + owed.vatMinor).toBe(owed.grossMinor);
        expect(lost === null).toBe(bill.grossMinor <= promise.price.grossMinor);
        expect(compareRational(sumLines(owed.lines), owed.exact)).toBe(0);
        const rounded = toMinor(owed.exact, "EUR", "half-away").amountMinor;
        expect(rounded).toBe(basis === "gross" ? owed.grossMinor : owed.netMinor);
      }),
      { numRuns: 300 },
    );
  });

  it("of an unchanged tariff and an exact claim is the bill to the last unit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_000_000 }),
        fc.constantFrom("gross", "net"),
        (perKwh, basis) => {
          const of = tariff([element([`ENERGY ${perKwh / 1e6} @21`])]);
          const plan = costPlus(basis);
          const own = priceCdr({ cdr: charge, tariffs: [of], timeZone: null });
          if (!own.ok || own.value.net === null) throw new Error("unpriceable");
          const claim = toMinor(own.value.net, "EUR", "half-away").amountMinor;
          const kept = keepPromise({
            lockedAt,
            bill: billOf(claim, plan),
            locked: locked(lockOf({ plan, tariffs: [of] })),
            facts: facts(),
          });
          expect(kept?.lost).toBeNull();
        },
      ),
    );
  });
});

describe("parts of a cost", () => {
  const of = tariff([element(["ENERGY 0.4 @21", "TIME 4 @21", "PARKING_TIME 12 @21"])]);
  const priced = priceCdr({ cdr: charge, tariffs: [of], timeZone: null });

  it("are in the proportion of the tariff's own, and add up to the accepted cost", () => {
    if (!priced.ok) throw new Error("unpriceable");
    // 8.00 energy, 2.00 charging, 6.00 parking; accepted at half.
    const parts = costPartsOf(priced.value, rationalOf(micro("8")));
    const euros = (part = rationalOf(0n)) => Number(part.n) / Number(part.d);
    expect([parts.energyNet, parts.parkingNet, parts.timeNet].map(euros)).toEqual([4, 3, 4]);
  });

  it("let a plan cap what time costs, by the connector's current, before its own cap", () => {
    const plan = costPlus("net", {
      maxTimePrice: { ac: micro("5"), dc: micro("7.5") },
      discount: { rate: 100_000, on: "energy" },
    });
    const price = locked(lockOf({ plan, tariffs: [of] })).price;
    // 16.00 + 10 % + 1.00 = 18.60; time 8.80 down to 5.00; 10 % of energy 8.80 off.
    expect(price.netMinor).toBe(13_92n);
    expect(price.lines.map(({ item }) => item.kind)).toEqual([
      "cost",
      "percentage",
      "session-fee",
      "time-cap",
      "discount",
    ]);
    const uncapped = locked(lockOf({ plan: costPlus("net"), tariffs: [of] })).price;
    expect(uncapped.netMinor).toBe(18_60n);
  });
});
