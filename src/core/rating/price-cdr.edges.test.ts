import { describe, expect, it } from "vitest";

import { formatRational, micro } from "@/core/money/quantity";
import type { Tariff } from "@/core/roaming/tariff";

import { cdr, element, period, tariff } from "./build.fixture";
import { priceCdr } from "./price-cdr";
import type { PriceCdrInput } from "./price-input";
import type { PricedCdr } from "./priced-cdr";
import { AMOUNT_SCALE } from "./priced-cdr";

const AT = "2026-07-01T10:00:00Z";
const after = (hours: number) => Temporal.Instant.from(AT).add({ hours }).toString();

function priced(input: Partial<PriceCdrInput> & Pick<PriceCdrInput, "cdr" | "tariffs">): PricedCdr {
  const outcome = priceCdr({ timeZone: null, ...input });
  if (!outcome.ok) throw new Error(outcome.reason.code);
  return outcome.value;
}

const netText = ({ net }: PricedCdr) => (net === null ? "unknown" : formatRational(net, 8));
const codesOf = ({ notes }: PricedCdr) => notes.map(({ code }) => code);

describe("a period that spans a change of price", () => {
  it("is priced by its start, and the note says what it may cost by either price", () => {
    const tariffs = [
      tariff([element(["ENERGY 0.20"], { endTime: "17:00" }), element(["ENERGY 0.40"])]),
    ];
    const one = cdr("2026-07-01T15:30:00Z", [period("2026-07-01T14:50:00Z", "ENERGY 10")]);
    const result = priced({ cdr: one, tariffs, timeZone: "Europe/Stockholm" });
    expect(netText(result)).toBe("2");
    expect(result.notes).toEqual([
      {
        code: "period-spans-price-change",
        dimension: "ENERGY",
        periodIndex: 0,
        low: 2n * AMOUNT_SCALE,
        high: 4n * AMOUNT_SCALE,
      },
    ]);
  });

  it("goes down to nothing where no component holds at the end, and ends where the next begins", () => {
    const tariffs = [tariff([element(["TIME 2"], { maxDuration: 3600 })])];
    const long = priced({ cdr: cdr(after(2), [period(AT, "TIME 2")]), tariffs });
    expect(netText(long)).toBe("4");
    expect(long.notes).toMatchObject([{ low: 0n, high: 4n * AMOUNT_SCALE }]);
    const split = [period(AT, "TIME 1"), period(after(1), "TIME 1")];
    const result = priced({ cdr: cdr(after(2), split), tariffs });
    expect([netText(result), codesOf(result)]).toEqual(["2", ["free-by-omission"]]);
  });
});

describe("several tariffs in one CDR", () => {
  const dear = tariff([element(["ENERGY 9"])], { id: "Dear" });
  const plain = tariff([element(["ENERGY 1"])], { id: "Plain" });

  it("a period that names none has that of the session's start, whatever came between", () => {
    const periods = [
      { ...period(AT, "ENERGY 1"), tariffId: "Plain" },
      { ...period(after(1), "ENERGY 1"), tariffId: "Dear" },
      period(after(2), "ENERGY 1"),
    ];
    const result = priced({ cdr: cdr(after(3), periods), tariffs: [dear, plain] });
    expect(netText(result)).toBe("11");
    expect(result.notes).toEqual([
      { code: "tariff-assumed", tariffId: "Plain" },
      { code: "second-tariff", tariffId: "Dear" },
    ]);
  });

  it("of two versions with one id the one that was valid when the session began is taken", () => {
    const change = Temporal.Instant.from(after(1));
    const versions = [
      tariff([element(["ENERGY 9"])], { startDateTime: change }),
      tariff([element(["ENERGY 1"])], { endDateTime: change }),
    ];
    const named = { ...period(AT, "ENERGY 1"), tariffId: "t1" };
    const result = priced({ cdr: cdr(after(2), [named]), tariffs: versions });
    expect([netText(result), codesOf(result)]).toEqual(["1", []]);
  });

  it("only the limits of the tariff at the start hold, and those of another are noted", () => {
    const capped = { ...dear, maxPrice: { beforeTaxes: micro("2") } };
    const periods = [
      { ...period(AT, "ENERGY 1"), tariffId: "Plain" },
      { ...period(after(1), "ENERGY 1"), tariffId: "Dear" },
    ];
    const result = priced({ cdr: cdr(after(2), periods), tariffs: [plain, capped] });
    expect(netText(result)).toBe("10");
    expect(codesOf(result)).toEqual(["second-tariff", "other-tariff-has-limits"]);
  });

  it("a tariff counts as valid from its first instant to just before its last", () => {
    const within = (start: string, end: string) =>
      tariff([element(["ENERGY 1"])], {
        startDateTime: Temporal.Instant.from(start),
        endDateTime: Temporal.Instant.from(end),
      });
    const one = cdr(after(1), [period(AT, "ENERGY 1")]);
    expect(codesOf(priced({ cdr: one, tariffs: [within(AT, after(1))] }))).toEqual([]);
    expect(codesOf(priced({ cdr: one, tariffs: [within(after(-1), AT)] }))).toEqual([
      "tariff-not-valid-at-start",
    ]);
  });
});

describe("reservations that ran out", () => {
  const tariffs = [
    tariff([
      element(["FLAT 4"], { reservation: "RESERVATION_EXPIRES" }),
      element(["FLAT 1", "TIME 2"], { reservation: "RESERVATION" }),
      element(["FLAT 0.5", "ENERGY 1"]),
    ]),
  ];

  it("are told by their own dimension, and noted as inferred", () => {
    const one = cdr(after(1), [period(AT, "RESERVATION_EXPIRES 1")]);
    const result = priced({ cdr: one, tariffs });
    expect([netText(result), codesOf(result)]).toEqual(["6", ["reservation-taken-as-expired"]]);
  });

  it("are not assumed where the caller knows better", () => {
    const one = cdr(after(1), [period(AT, "RESERVATION_TIME 1")]);
    expect(netText(priced({ cdr: one, tariffs, isReservationExpired: true }))).toBe("6");
    expect(netText(priced({ cdr: one, tariffs, isReservationExpired: false }))).toBe("3");
  });

  it("never bear the fee of a charge, even where a period states nothing", () => {
    const periods = [period(AT, "RESERVATION_TIME 1"), period(after(1))];
    const one = cdr(after(2), periods);
    expect(netText(priced({ cdr: one, tariffs, isReservationExpired: true }))).toBe("6");
    expect(netText(priced({ cdr: one, tariffs, isReservationExpired: false }))).toBe("3.5");
  });

  it("used in time, have their own fee and time besides those of charging", () => {
    const periods = [period(AT, "RESERVATION_TIME 1"), period(after(1), "ENERGY 2")];
    expect(netText(priced({ cdr: cdr(after(2), periods), tariffs }))).toBe("5.5");
  });
});

describe("fees and limits at their edges", () => {
  it("a second fee of nothing is no second fee", () => {
    const tariffs = [tariff([element(["FLAT 0"], { minKwh: micro("1") }), element(["FLAT 0.5"])])];
    const periods = [period(AT, "ENERGY 1"), period(after(1), "ENERGY 1")];
    const result = priced({ cdr: cdr(after(2), periods), tariffs });
    expect([netText(result), codesOf(result)]).toEqual(["0.5", ["free-by-omission"]]);
  });

  it("a minimum on a price of nothing bears the only tax that there is", () => {
    const minPrice = { beforeTaxes: micro("5") };
    const one = cdr(after(1), [period(AT, "ENERGY 3")]);
    const grossOf = (components: string[]) =>
      priced({ cdr: one, tariffs: [tariff([element(components)], { minPrice })] }).gross;
    const free = grossOf(["ENERGY 0 @21"]);
    expect(free && formatRational(free, 4)).toBe("6.05");
    expect(grossOf(["TIME 1 @21"])).toBeNull();
  });

  it("a minimum whose tax follows in proportion stays under a maximum after taxes, and the other way", () => {
    const totals = (components: string[], limits: Partial<Tariff>) => {
      const by = tariff([element(components)], limits);
      const one = cdr(after(1), [period(AT, "ENERGY 1")]);
      const { net, gross, limits: effects } = priced({ cdr: one, tariffs: [by] });
      const texts = [net, gross].map((side) => side && formatRational(side, 4));
      return [...texts, ...effects.map(({ kind }) => kind)];
    };
    const twelve = { beforeTaxes: micro("12"), afterTaxes: micro("12") };
    const raised = { minPrice: { beforeTaxes: micro("12") }, maxPrice: twelve };
    expect(totals(["ENERGY 1 @21"], raised)).toEqual(["12", "12", "min", "max"]);
    const lowered = {
      minPrice: { beforeTaxes: micro("20"), afterTaxes: micro("25") },
      maxPrice: { beforeTaxes: micro("21") },
    };
    expect(totals(["ENERGY 100 @0"], lowered)).toEqual(["21", "25", "max", "min"]);
  });

  it("fees that cancel out leave the other side open, for their unknown rates may differ", () => {
    const by = tariff([element(["FLAT 1", "ENERGY 1"])], { taxIncluded: "NO" });
    const one = cdr(after(1), [period(AT, "ENERGY -1")]);
    const { net, gross } = priced({ cdr: one, tariffs: [by] });
    expect([net && formatRational(net, 4), gross]).toEqual(["0", null]);
  });

  it("the limit after taxes is the fact where no rate is known", () => {
    const maxPrice = { beforeTaxes: micro("1"), afterTaxes: micro("1.2") };
    const by = tariff([element(["ENERGY 1"])], { taxIncluded: "NO", maxPrice });
    const { net, gross } = priced({ cdr: cdr(after(1), [period(AT, "ENERGY 3")]), tariffs: [by] });
    expect([net && formatRational(net, 4), gross && formatRational(gross, 4)]).toEqual([
      "1",
      "1.2",
    ]);
  });
});

describe("volumes", () => {
  const tariffs = [tariff([element(["ENERGY 1", "TIME 1", "PARKING_TIME 1"])])];

  it("of time need not fill the session, and what they leave is told", () => {
    const one = cdr(after(2), [period(AT, "TIME 0.5", "PARKING_TIME 0.25")]);
    expect(priced({ cdr: one, tariffs }).unstatedTime).toBe(1.25 * 36_000_000);
    const more = cdr(after(1), [period(AT, "TIME 1", "PARKING_TIME 0.5")]);
    expect(priced({ cdr: more, tariffs }).unstatedTime).toBe(-0.5 * 36_000_000);
  });

  it("that a period states twice are one line of it", () => {
    const one = cdr(after(1), [period(AT, "ENERGY 1", "TIME 0.1", "ENERGY 2")]);
    const result = priced({ cdr: one, tariffs });
    expect(result.lines.map(({ dimension, quantity }) => [dimension, quantity])).toEqual([
      ["ENERGY", 3_000_000n],
      ["TIME", 3_600_000n],
    ]);
  });

  it("of time that come to no second make no line, and no step", () => {
    const stepped = [tariff([element(["TIME 6 /60", "PARKING_TIME 6 /600"])])];
    const one = cdr(after(1), [period(AT, "TIME 0.51", "PARKING_TIME 0.00004")]);
    const result = priced({ cdr: one, tariffs: stepped });
    expect([netText(result), result.lines.length]).toEqual(["3.1", 1]);
  });

  it("are refused where sums would leave the integers of a double, never priced by about", () => {
    const at = (energy: string) => ({
      cdr: cdr(after(1), [period(AT, `ENERGY ${energy}`)]),
      tariffs,
      timeZone: null,
    });
    expect(priceCdr(at("100000000"))).toMatchObject({ ok: true });
    expect(priceCdr(at("100000000.000001"))).toEqual({
      ok: false,
      reason: { code: "volume-out-of-range", periodIndex: 0 },
    });
    expect(priceCdr(at("-999999999999"))).toMatchObject({ ok: false });
    const periods = [{ ...period(AT), dimensions: [{ type: "TIME", volume: 10n ** 400n }] }];
    const absurd = { cdr: cdr(after(1), periods), tariffs, timeZone: null };
    expect(priceCdr(absurd)).toMatchObject({ reason: { code: "volume-out-of-range" } });
  });

  it("given back count without a step, and are noted", () => {
    const stepped = [tariff([element(["ENERGY 1 /1000"])])];
    const periods = [period(AT, "ENERGY 1.2"), period(after(1), "ENERGY -2")];
    const result = priced({ cdr: cdr(after(2), periods), tariffs: stepped });
    expect([netText(result), codesOf(result)]).toEqual(["-0.8", ["negative-volume"]]);
    expect(result.energy).toBe(-800_000n);
  });
});
