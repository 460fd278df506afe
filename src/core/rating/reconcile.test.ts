import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import type { Cdr } from "@/core/roaming/cdr";
import type { Price } from "@/core/roaming/price";
import type { Tariff } from "@/core/roaming/tariff";

import { claimPartsOf } from "./claim-parts";
import { cdr, element, period, tariff } from "./build.fixture";
import type { RetailCdr } from "./retail-price";
import { reconcileCdr } from "./reconcile";
import { decodePricedCdr, decodeVerdict, encodePricedCdr, encodeVerdict } from "./stored-price";

const at = "2026-07-01T10:00:00Z";
const kwh = (...volumes: string[]) =>
  cdr(
    "2026-07-01T14:00:00Z",
    volumes.map((volume, hour) => period(`2026-07-01T${10 + hour}:00:00Z`, `ENERGY ${volume}`)),
  );
const claim = (beforeTaxes: string, afterTaxes?: string): Price => ({
  beforeTaxes: micro(beforeTaxes),
  ...(afterTaxes !== undefined && { afterTaxes: micro(afterTaxes) }),
});
const instant = Temporal.Instant.from(at);
const aCdr: Cdr = {
  countryCode: "SE",
  partyId: "NSL",
  id: "C1",
  startDateTime: instant,
  endDateTime: instant,
  cdrToken: { countryCode: "SE", partyId: "KVT", uid: "U", type: "RFID", contractId: "C" },
  authMethod: "WHITELIST",
  cdrLocation: {
    id: "L",
    address: "Odengatan 1",
    city: "Stockholm",
    country: "SWE",
    coordinates: { latitude: "59.3", longitude: "18.0" },
    evseUid: "E",
    evseId: "SE*NSL*E1",
    connectorId: "1",
    connectorStandard: "IEC_62196_T2",
    connectorFormat: "SOCKET",
    connectorPowerType: "AC_3_PHASE",
  },
  currency: "EUR",
  tariffs: [],
  chargingPeriods: [],
  totalCost: claim("15"),
  totalEnergy: micro("20"),
  totalTime: micro("2"),
  lastUpdated: instant,
};
type Case = { of: RetailCdr; by: Tariff; claim: Price; tolerance?: string; timeZone?: string };
const judge = ({ of, by, claim: price, tolerance = "0", timeZone }: Case) =>
  reconcileCdr({
    cdr: of,
    tariffs: [by],
    timeZone: timeZone ?? null,
    claim: price,
    tolerance: micro(tolerance),
  }).verdict;
const short = (input: Case) => {
  const { verdict, reading } = judge(input);
  return [verdict, reading];
};

describe("a claim", () => {
  const plain = tariff([element(["ENERGY 0.25 @20"])]);

  it("matches when it is exact, or rounded as anybody may", () => {
    // 20.5 kWh: 5.125 net, 6.15 gross.
    const of = kwh("20.5");
    expect(short({ of, by: plain, claim: claim("5.125", "6.15") })).toEqual(["match", "exact"]);
    expect(short({ of, by: plain, claim: claim("5.13") })).toEqual(["match", "half-away"]);
    expect(short({ of, by: plain, claim: claim("5.12") })).toEqual(["match", "half-even"]);
    expect(short({ of: kwh("0.123"), by: plain, claim: claim("0.0308") })).toEqual([
      "match",
      "four-decimals",
    ]);
  });

  it("is a rounding where a named way of rounding reproduces it", () => {
    // The known case of a CPO that rounds each period: 7.293 × 0.22 + 0.969 × 0.24.
    const prices = tariff([
      element(["ENERGY 0.22 @21"], { maxKwh: micro("7") }),
      element(["ENERGY 0.24 @21"]),
    ]);
    const of = kwh("7.293", "0.969");
    expect(short({ of, by: prices, claim: claim("1.84", "2.22") })).toEqual(["match", "half-away"]);
    expect(short({ of, by: prices, claim: claim("1.83") })).toEqual(["rounding", "down"]);
    expect(short({ of: kwh("20.05"), by: plain, claim: claim("5.02") })).toEqual([
      "rounding",
      "up",
    ]);
    // 0.015 three times is 0.045: 0.02 each makes 0.06.
    const thrice = kwh("0.06", "0.06", "0.06");
    expect(short({ of: thrice, by: plain, claim: claim("0.06") })).toEqual([
      "rounding",
      "each-line",
    ]);
    // 5.125 net is 5.13, and 20 % on that 6.156.
    expect(short({ of: kwh("20.5"), by: plain, claim: claim("5.13", "6.16") })).toEqual([
      "rounding",
      "tax-of-rounded-net",
    ]);
  });

  it("is a rounding within half a minor unit for each line, each tax and the total, not beyond", () => {
    const of = kwh("1", "1", "1", "1");
    expect(short({ of, by: plain, claim: claim("1.03") })).toEqual(["rounding", "within-bound"]);
    expect(short({ of, by: plain, claim: claim("1.031") })).toEqual(["mismatch", null]);
    expect(short({ of, by: plain, claim: claim("1.04"), tolerance: "0.05" })).toEqual([
      "rounding",
      "within-tolerance",
    ]);
    const yen = tariff([element(["ENERGY 30"])], { currency: "JPY" });
    const inYen = { ...kwh("1"), currency: "JPY" };
    expect(short({ of: inYen, by: yen, claim: claim("31") })).toEqual(["rounding", "within-bound"]);
    expect(short({ of: inYen, by: yen, claim: claim("32") })).toEqual(["mismatch", null]);
  });

  it("is a mismatch with its difference when nothing reproduces it", () => {
    const verdict = judge({ of: kwh("20"), by: plain, claim: claim("6.5", "7.8") });
    expect(verdict).toMatchObject({ verdict: "mismatch", differenceMicro: micro("1.5") });
    expect(verdict.findings).toMatchObject([
      { side: "net", claimed: micro("6.5"), ours: micro("5") },
      { side: "gross", claimed: micro("7.8"), ours: micro("6"), difference: micro("1.8") },
    ]);
  });

  it("that is a mismatch says which of its parts differ, and by how much", () => {
    const by = tariff([element(["FLAT 1", "ENERGY 0.25", "PARKING_TIME 6"])]);
    const of = cdr("2026-07-01T12:00:00Z", [
      period(at, "ENERGY 20"),
      period("2026-07-01T11:00:00Z", "PARKING_TIME 1"),
    ]);
    const claimed = {
      ...aCdr,
      totalFixedCost: claim("1"),
      totalEnergyCost: claim("5.004"),
      totalParkingCost: claim("9"),
    };
    const input = { cdr: of, tariffs: [by], timeZone: null, claim: claim("15"), tolerance: 0n };
    const { findings } = reconcileCdr({ ...input, parts: claimPartsOf(claimed) }).verdict;
    expect(findings.filter(({ code }) => code === "part-differs")).toEqual([
      {
        code: "part-differs",
        part: "parking",
        claimed: micro("9"),
        ours: micro("6"),
        difference: micro("3"),
      },
    ]);
  });

  it("is decided by its worse side", () => {
    const { verdict } = judge({ of: kwh("20"), by: plain, claim: claim("5", "9") });
    expect(verdict).toBe("mismatch");
  });

  it("of zero for energy that has a price is held, because it may mean not priced", () => {
    const verdict = judge({ of: kwh("0.05"), by: plain, claim: claim("0"), tolerance: "1" });
    expect(verdict).toMatchObject({
      verdict: "mismatch",
      findings: [{ code: "claim-is-zero" }, {}],
    });
    const free = tariff([element(["FLAT 0"])]);
    expect(short({ of: kwh("20"), by: free, claim: claim("0", "0") })).toEqual(["match", "exact"]);
  });

  it("has no verdict where we have no price", () => {
    const local = tariff([element(["ENERGY 1"], { startTime: "17:00" })]);
    const verdict = judge({ of: kwh("1"), by: local, claim: claim("1") });
    expect(verdict).toMatchObject({
      verdict: "unpriceable",
      findings: [{ code: "unpriceable", reason: { code: "no-time-zone" } }],
    });
    const grossOnly = tariff([element(["ENERGY 1"])], { taxIncluded: "YES" });
    const unknown = judge({ of: kwh("1"), by: grossOnly, claim: claim("1") });
    expect(unknown).toMatchObject({
      verdict: "unpriceable",
      findings: [{ code: "not-comparable" }],
    });
  });
});

describe("the bound of what roundings add up to", () => {
  it("does not grow without end with the number of periods", () => {
    const by = tariff([element(["ENERGY 1"])]);
    const start = Temporal.Instant.from("2026-07-01T08:00:00Z");
    const many = Array.from({ length: 300 }, (_, index) =>
      period(start.add({ minutes: index }).toString(), "ENERGY 0.1"),
    );
    const of = cdr("2026-07-01T13:00:00Z", many);
    expect(short({ of, by, claim: claim("30.09") })).toEqual(["rounding", "within-bound"]);
    expect(short({ of, by, claim: claim("30.60") })).toEqual(["mismatch", null]);
    expect(short({ of, by, claim: claim("29.40") })).toEqual(["mismatch", null]);
  });
});

describe("a claim is explainable, by name,", () => {
  it("within the range of a period that spans a price change, and not outside it", () => {
    const by = tariff([element(["ENERGY 0.20"], { endTime: "17:00" }), element(["ENERGY 0.40"])]);
    const of = cdr("2026-07-01T17:30:00Z", [period("2026-07-01T16:50:00Z", "ENERGY 10")]);
    const at17 = (price: string) => short({ of, by, claim: claim(price), timeZone: "UTC" });
    expect(at17("2.00")).toEqual(["match", "exact"]);
    expect(at17("3.50")).toEqual(["explainable", "period-split"]);
    expect(at17("4.00")).toEqual(["explainable", "period-split"]);
    expect(at17("4.50")).toEqual(["mismatch", null]);
    expect(at17("1.50")).toEqual(["mismatch", null]);
  });

  it("also where the price began or ended in the middle of the period only", () => {
    const by = tariff([
      element(["TIME 9"], { startTime: "12:00", endTime: "13:00" }),
      element(["TIME 2"], { minDuration: 10_800 }),
    ]);
    const of = cdr("2026-07-01T14:00:00Z", [period(at, "TIME 4")]);
    const reading = (price: string) => short({ of, by, claim: claim(price), timeZone: "UTC" });
    expect(reading("2")).toEqual(["explainable", "period-split"]);
    // An hour of each, by the clock: no more of it can have been dear.
    expect(reading("11")).toEqual(["explainable", "period-split"]);
    expect(reading("12")).toEqual(["mismatch", null]);
  });

  it("when every flat fee was charged", () => {
    const by = tariff([element(["FLAT 30"], { minDuration: 3600 }), element(["FLAT 0.5"])]);
    const of = kwh("1", "1");
    expect(short({ of, by, claim: claim("30.5") })).toEqual(["explainable", "flat-each-element"]);
    expect(short({ of, by, claim: claim("61") })).toEqual(["mismatch", null]);
  });

  it("when the step was taken of other time than parking, or of literal hours", () => {
    const by = tariff([element(["TIME 2 /600", "PARKING_TIME 1 /600"])]);
    const periods = [
      period("2026-07-01T10:00:00Z", "PARKING_TIME 0.2667"),
      period("2026-07-01T10:16:00Z", "TIME 0.35"),
    ];
    const parked = cdr("2026-07-01T10:37:00Z", periods);
    expect(short({ of: parked, by, claim: claim("1.2667") })).toEqual([
      "explainable",
      "time-step-last",
    ]);
    const minutes = tariff([element(["TIME 6 /60"])]);
    const ten = cdr("2026-07-01T10:10:00Z", [period(at, "TIME 0.1667")]);
    expect(short({ of: ten, by: minutes, claim: claim("1.10") })).toEqual([
      "explainable",
      "literal-hours",
    ]);
  });

  it("when a limit of power that the CDR can't prove was taken to hold, or no tax was charged", () => {
    const by = tariff([
      element(["ENERGY 0.5 @20"], { minPower: micro("50") }),
      element(["ENERGY 0.25 @20"]),
    ]);
    expect(short({ of: kwh("10"), by, claim: claim("5") })).toEqual([
      "explainable",
      "unstated-power-matches",
    ]);
    expect(short({ of: kwh("10"), by, claim: claim("2.5", "2.5") })).toEqual([
      "explainable",
      "no-tax-charged",
    ]);
  });
});

describe("a stored price and verdict", () => {
  it("come back as they were", () => {
    const by = tariff([element(["ENERGY 0.25 @20"])]);
    const { priced, verdict } = reconcileCdr({
      cdr: kwh("20"),
      tariffs: [by],
      timeZone: null,
      claim: claim("6"),
      tolerance: 0n,
    });
    if (!priced.ok) throw new Error(priced.reason.code);
    const store = (json: unknown): unknown => JSON.parse(JSON.stringify(json));
    expect(decodePricedCdr(store(encodePricedCdr(priced.value)))).toEqual(priced.value);
    expect(decodeVerdict(store(encodeVerdict(verdict)))).toEqual(verdict);
  });
});
