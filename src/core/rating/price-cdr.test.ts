import { describe, expect, it } from "vitest";

import { formatRational, micro } from "@/core/money/quantity";
import type { Tariff, TariffRestrictions } from "@/core/roaming/tariff";

import { cdr, element, period, tariff } from "./build.fixture";
import type { PriceCdrInput } from "./price-cdr";
import { priceCdr } from "./price-cdr";
import { DEFAULT_POLICY } from "./rating-policy";

const STOCKHOLM = "Europe/Stockholm";

function price(input: PriceCdrInput): { net: string; gross: string; notes: string[] } {
  const outcome = priceCdr(input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.reason));
  const { net, gross, notes } = outcome.value;
  return {
    net: net === null ? "unknown" : formatRational(net, 8),
    gross: gross === null ? "unknown" : formatRational(gross, 8),
    notes: notes.map(({ code }) => code),
  };
}

function reason(input: PriceCdrInput): unknown {
  const outcome = priceCdr(input);
  return outcome.ok ? "priced" : outcome.reason;
}

const hours = (start: string, count: number, volume: string) =>
  Array.from({ length: count }, (_, hour) =>
    period(Temporal.Instant.from(start).add({ hours: hour }).toString(), volume),
  );
const after = (start: string, count: number) =>
  Temporal.Instant.from(start).add({ hours: count }).toString();
const energyTariff = (restrictions: Partial<TariffRestrictions>) =>
  tariff([element(["ENERGY 1"], restrictions), element(["ENERGY 10"])]);

/** One kWh at an instant: 1 if the restriction holds, 10 if not. */
function holds(restrictions: Partial<TariffRestrictions>, at: string, ...more: string[]): boolean {
  const tariffs = [energyTariff(restrictions)];
  const one = cdr(after(at, 1), [period(at, "ENERGY 1", ...more)]);
  return price({ cdr: one, tariffs, timeZone: STOCKHOLM }).net === "1";
}

describe("local time", () => {
  const night = tariff([
    element(["TIME 1"], { startTime: "22:00", endTime: "06:00" }),
    element(["TIME 3"]),
  ]);

  it.each([
    ["an ordinary night", "2026-11-10T19:00:00Z", "26"],
    ["the night that loses an hour", "2026-03-28T19:00:00Z", "28"],
    ["the night that has an hour twice", "2026-10-24T18:00:00Z", "24"],
  ])("counts the hours that really passed in %s", (_name, start, net) => {
    const input = { cdr: cdr(after(start, 14), hours(start, 14, "TIME 1")), tariffs: [night] };
    expect(price({ ...input, timeZone: STOCKHOLM }).net).toBe(net);
  });

  it.each([
    ["2026-10-24T23:00:00Z", "the repeated hour", "1"],
    ["2026-03-29T00:00:00Z", "the skipped hour", "1.2"],
  ])("from %s a window over %s holds twice or never", (start, _name, net) => {
    const window = tariff([
      element(["ENERGY 0.10"], { startTime: "02:00", endTime: "03:00" }),
      element(["ENERGY 0.40"]),
    ]);
    const count = net === "1" ? 4 : 3;
    const input = { cdr: cdr(after(start, count), hours(start, count, "ENERGY 1")) };
    expect(price({ ...input, tariffs: [window], timeZone: STOCKHOLM }).net).toBe(net);
  });

  it("is inclusive at the start of a window and exclusive at its end, to the second", () => {
    const window = { startTime: "17:00", endTime: "20:00" };
    expect(holds(window, "2026-07-01T14:59:59Z")).toBe(false);
    expect(holds(window, "2026-07-01T15:00:00Z")).toBe(true);
    expect(holds(window, "2026-07-01T17:59:59Z")).toBe(true);
    expect(holds(window, "2026-07-01T18:00:00Z")).toBe(false);
  });

  it("reads windows that wrap, end at midnight, or have one end or no length", () => {
    const at = (time: string) => `2026-07-01T${time}:00+02:00`;
    expect(holds({ startTime: "22:00", endTime: "06:00" }, at("05:59"))).toBe(true);
    expect(holds({ startTime: "22:00", endTime: "06:00" }, at("06:00"))).toBe(false);
    expect(holds({ startTime: "20:00", endTime: "00:00" }, at("23:59"))).toBe(true);
    expect(holds({ endTime: "17:00" }, at("16:59"))).toBe(true);
    expect(holds({ endTime: "17:00" }, at("17:00"))).toBe(false);
    expect(holds({ endTime: "00:00" }, at("12:00"))).toBe(true);
    expect(holds({ startTime: "17:00" }, at("16:59"))).toBe(false);
    expect(holds({ startTime: "08:00", endTime: "08:00" }, at("07:00"))).toBe(true);
  });

  it("takes dates from the Location's calendar, the end exclusive", () => {
    const dates = { startDate: "2026-07-01", endDate: "2026-07-02" };
    expect(holds(dates, "2026-06-30T21:59:59Z")).toBe(false);
    expect(holds(dates, "2026-06-30T22:00:00Z")).toBe(true);
    expect(holds(dates, "2026-07-01T22:00:00Z")).toBe(false);
  });

  it("takes the weekday from the instant, also inside a window that wraps", () => {
    const weekdays: Partial<TariffRestrictions> = {
      startTime: "20:00",
      endTime: "15:00",
      dayOfWeek: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
    };
    expect(holds(weekdays, "2026-11-02T07:01:00Z")).toBe(true);
    expect(holds(weekdays, "2026-11-07T07:01:00Z")).toBe(false);
  });
});

describe("volumes and power", () => {
  it("count energy and time since the session's start, not the period's", () => {
    const free = tariff([element(["ENERGY 0"], { maxKwh: micro("2") }), element(["ENERGY 1"])]);
    const start = "2026-07-01T10:00:00Z";
    const one = cdr(after(start, 3), hours(start, 3, "ENERGY 1"));
    expect(price({ cdr: one, tariffs: [free], timeZone: null }).net).toBe("1");
    const later = tariff([element(["ENERGY 1"], { minDuration: 7200 })]);
    expect(price({ cdr: one, tariffs: [later], timeZone: null }).net).toBe("1");
  });

  it("prove a limit of power over the whole period, or do not use it", () => {
    const at = "2026-07-01T10:00:00Z";
    const fast = { minPower: micro("50") };
    expect(holds(fast, at, "MIN_POWER 50", "MAX_POWER 90")).toBe(true);
    expect(holds(fast, at, "MIN_POWER 20", "MAX_POWER 90")).toBe(false);
    expect(holds(fast, at, "MAX_POWER 90")).toBe(true);
    expect(holds({ maxCurrent: micro("32") }, at, "MAX_CURRENT 32")).toBe(false);
    expect(holds({ maxCurrent: micro("32") }, at, "MIN_CURRENT 6")).toBe(true);
  });

  it("say so where the CDR states no power, and take no guess", () => {
    const input = {
      cdr: cdr("2026-07-01T11:00:00Z", [period("2026-07-01T10:00:00Z", "ENERGY 1")]),
      tariffs: [energyTariff({ minPower: micro("50") })],
      timeZone: null,
    };
    expect(price(input)).toMatchObject({ net: "10", notes: ["unverifiable-restriction"] });
    const policy = { ...DEFAULT_POLICY, unstatedPower: "match" as const };
    expect(price({ ...input, policy }).net).toBe("1");
  });
});

describe("step size", () => {
  const at = "2026-07-01T10:00:00Z";
  const total = (component: string, ...volumes: string[]) =>
    price({
      cdr: cdr(
        after(at, volumes.length),
        volumes.map((v, i) => period(after(at, i), v)),
      ),
      tariffs: [tariff([element([component])])],
      timeZone: null,
    });

  it("rounds the session's total, not each period", () => {
    expect(total("ENERGY 1 /1000", "ENERGY 0.6", "ENERGY 0.6").net).toBe("2");
  });

  it("does not bill an eleventh minute for ten minutes sent as 0.1667 h", () => {
    expect(total("TIME 6 /60", "TIME 0.1667")).toMatchObject({
      net: "1",
      notes: ["step-reading-differs"],
    });
    expect(total("TIME 6 /60", "TIME 0.17").net).toBe("1.1");
  });

  it("leaves an exact multiple as it is, for every multiple of five minutes in a day", () => {
    for (let blocks = 1; blocks <= 288; blocks++) {
      const hoursText = (blocks / 12).toFixed(6);
      expect(total("TIME 12 /300", `TIME ${hoursText}`).net).toBe(String(blocks));
    }
  });

  it("rounds nothing for zero, and nothing for energy given back", () => {
    expect(total("ENERGY 1 /0", "ENERGY 0.5").net).toBe("0.5");
    expect(total("ENERGY 1 /1000", "ENERGY -0.5")).toMatchObject({
      net: "-0.5",
      notes: ["negative-volume"],
    });
  });

  it("rounds up across different prices with the last one's step and price", () => {
    const tariffs = [
      tariff([
        element(["ENERGY 2 /10000"], { maxKwh: micro("3") }),
        element(["ENERGY 5 /10000"], { maxKwh: micro("6") }),
        element(["ENERGY 2 /10000"]),
      ]),
    ];
    const one = cdr(after(at, 3), hours(at, 3, "ENERGY 3"));
    expect(price({ cdr: one, tariffs, timeZone: null }).net).toBe("29");
  });
});

describe("fees, taxes and limits", () => {
  const at = "2026-07-01T10:00:00Z";
  const kwh = (volume: string, tariffs: Tariff[]) =>
    price({ cdr: cdr(after(at, 1), [period(at, `ENERGY ${volume}`)]), tariffs, timeZone: null });

  it("charge a flat fee once, however many periods match it", () => {
    const tariffs = [tariff([element(["FLAT 0.5", "ENERGY 1"])])];
    const one = cdr(after(at, 3), hours(at, 3, "ENERGY 1"));
    expect(price({ cdr: one, tariffs, timeZone: null })).toMatchObject({ net: "3.5", notes: [] });
  });

  it("say so where a second flat fee comes to apply, and charge the first", () => {
    const tariffs = [tariff([element(["FLAT 30"], { minDuration: 3600 }), element(["FLAT 0.5"])])];
    const input = { cdr: cdr(after(at, 2), hours(at, 2, "ENERGY 1")), tariffs, timeZone: null };
    expect(price(input)).toMatchObject({ net: "0.5" });
    expect(price(input).notes).toContain("flat-ambiguous");
    const policy = { ...DEFAULT_POLICY, flat: "each-element" as const };
    expect(price({ ...input, policy }).net).toBe("30.5");
  });

  it("cap each side of tax on its own", () => {
    const maxPrice = { beforeTaxes: micro("10"), afterTaxes: micro("11") };
    const capped = [tariff([element(["FLAT 0.5 @20", "ENERGY 0.25 @10"])], { maxPrice })];
    expect(kwh("30", capped)).toMatchObject({ net: "8", gross: "8.85" });
    expect(kwh("37.9", capped)).toMatchObject({ net: "9.975", gross: "11" });
    expect(kwh("50", capped)).toMatchObject({ net: "10", gross: "11" });
  });

  it("scale the tax with a limit that is stated before taxes only", () => {
    const minPrice = { beforeTaxes: micro("5") };
    const minimum = [tariff([element(["ENERGY 0.5 @21"])], { minPrice })];
    expect(kwh("1", minimum)).toMatchObject({ net: "5", gross: "6.05" });
  });

  it("take taxes out of prices that contain them, and know what they do not know", () => {
    const inclusive = [tariff([element(["ENERGY 0.59 @19"])], { taxIncluded: "YES" })];
    expect(kwh("20", inclusive)).toMatchObject({ net: "9.91596639", gross: "11.8" });
    const noRate = (taxIncluded: Tariff["taxIncluded"]) => [
      tariff([element(["ENERGY 0.5"])], { taxIncluded }),
    ];
    expect(kwh("2", noRate("YES"))).toMatchObject({ net: "unknown", gross: "1" });
    expect(kwh("2", noRate("NO"))).toMatchObject({ net: "1", gross: "unknown" });
    expect(kwh("2", noRate("N/A"))).toMatchObject({ net: "1", gross: "1" });
    expect(kwh("2", noRate(null))).toMatchObject({ net: "1", gross: "1" });
  });

  it("refuse a limit before taxes on prices of which only the gross is known", () => {
    const maxPrice = { beforeTaxes: micro("0.5") };
    const tariffs = [tariff([element(["ENERGY 1"])], { taxIncluded: "YES", maxPrice })];
    const input = { cdr: cdr(after(at, 1), [period(at, "ENERGY 1")]), tariffs, timeZone: null };
    expect(reason(input)).toEqual({ code: "limit-needs-tax-rate", tariffId: "T1" });
  });
});

describe("what can't be priced has a reason instead of a price", () => {
  const at = "2026-07-01T10:00:00Z";
  const one = cdr(after(at, 1), [period(at, "ENERGY 1")]);
  const plain = tariff([element(["ENERGY 1"])]);
  const local = energyTariff({ startTime: "17:00" });

  it.each([
    ["no tariff", { cdr: one, tariffs: [], timeZone: null }, { code: "no-tariff" }],
    ["no periods", { cdr: cdr(at, []), tariffs: [plain], timeZone: null }, { code: "no-periods" }],
    [
      "another currency",
      { cdr: { ...one, currency: "SEK" }, tariffs: [plain], timeZone: null },
      { code: "currency-mismatch", cdr: "SEK", tariff: "EUR" },
    ],
    [
      "no currency at all",
      { cdr: { ...one, currency: "eur" }, tariffs: [plain], timeZone: null },
      { code: "unknown-currency", currency: "eur" },
    ],
    ["no time zone", { cdr: one, tariffs: [local], timeZone: null }, { code: "no-time-zone" }],
    [
      "a zone that is none",
      { cdr: one, tariffs: [local], timeZone: "Europe/Nowhere" },
      { code: "unknown-time-zone", timeZone: "Europe/Nowhere" },
    ],
    [
      "a tariff that is not there",
      {
        cdr: cdr(after(at, 1), [{ ...period(at, "ENERGY 1"), tariffId: "T2" }]),
        tariffs: [plain],
        timeZone: null,
      },
      { code: "unknown-tariff", tariffId: "T2" },
    ],
    [
      "a time that is none",
      { cdr: one, tariffs: [energyTariff({ startTime: "25:00" })], timeZone: STOCKHOLM },
      {
        code: "malformed-tariff",
        tariffId: "T1",
        detail: 'element 0: start_time "25:00" is no time',
      },
    ],
    [
      "a date that is none",
      { cdr: one, tariffs: [energyTariff({ endDate: "2026-02-30" })], timeZone: STOCKHOLM },
      {
        code: "malformed-tariff",
        tariffId: "T1",
        detail: "element 0: start_date or end_date is no date",
      },
    ],
  ] as [string, PriceCdrInput, unknown][])("%s", (_name, input, expected) => {
    expect(reason(input)).toEqual(expected);
  });

  it("but a zone is not asked for where nothing depends on it", () => {
    expect(price({ cdr: one, tariffs: [plain], timeZone: null }).net).toBe("1");
  });
});

describe("periods and tariffs that arrive in disorder", () => {
  const at = "2026-07-01T10:00:00Z";

  it("are priced in the order of time, and noted", () => {
    const tariffs = [
      tariff([element(["ENERGY 0"], { maxKwh: micro("1") }), element(["ENERGY 1"])]),
    ];
    const periods = [period(after(at, 1), "ENERGY 5"), period(at, "ENERGY 1")];
    const one = cdr(after(at, 2), periods, { startDateTime: Temporal.Instant.from(at) });
    expect(price({ cdr: one, tariffs, timeZone: null })).toMatchObject({
      net: "5",
      notes: ["periods-out-of-order"],
    });
  });

  it("use the tariff that a period names, in any letter case, and else the valid regular one", () => {
    const dear = tariff([element(["ENERGY 9"])], { id: "Dear" });
    const adHoc = tariff([element(["ENERGY 5"])], { id: "A", type: "AD_HOC_PAYMENT" });
    const old = tariff([element(["ENERGY 7"])], {
      id: "Old",
      endDateTime: Temporal.Instant.from(at),
    });
    const named = { ...period(at, "ENERGY 1"), tariffId: "dEAR" };
    const input = { tariffs: [adHoc, old, tariff([element(["ENERGY 1"])]), dear], timeZone: null };
    expect(price({ ...input, cdr: cdr(after(at, 1), [named]) }).net).toBe("9");
    const unnamed = cdr(after(at, 1), [period(at, "ENERGY 1")]);
    expect(price({ ...input, cdr: unnamed })).toMatchObject({
      net: "1",
      notes: ["tariff-assumed"],
    });
  });

  it("note a volume that no component prices, and one whose price changes under way", () => {
    const tariffs = [tariff([element(["TIME 2"], { minDuration: 10_800 })])];
    const one = cdr(after(at, 4), [period(at, "TIME 4", "SESSION_TIME 4")]);
    expect(price({ cdr: one, tariffs, timeZone: null })).toEqual({
      net: "0",
      gross: "0",
      notes: ["period-spans-price-change", "free-by-omission", "unknown-dimension"],
    });
  });

  it("tell an expired reservation from its CDR alone", () => {
    const tariffs = [
      tariff([
        element(["FLAT 4"], { reservation: "RESERVATION_EXPIRES" }),
        element(["TIME 2"], { reservation: "RESERVATION" }),
        element(["FLAT 0.5", "ENERGY 1"]),
      ]),
    ];
    const reserved = cdr(after(at, 1), [period(at, "RESERVATION_TIME 1")]);
    const cdrLocation = {
      id: "L",
      address: "",
      city: "",
      country: "SWE",
      coordinates: { latitude: "0", longitude: "0" },
      evseUid: "#NA",
      evseId: "#NA",
      connectorId: "#NA",
      connectorStandard: "IEC_62196_T2",
      connectorFormat: "SOCKET" as const,
      connectorPowerType: "AC_3_PHASE" as const,
    };
    expect(price({ cdr: reserved, tariffs, timeZone: null }).net).toBe("2");
    expect(price({ cdr: { ...reserved, cdrLocation }, tariffs, timeZone: null }).net).toBe("6");
  });
});
