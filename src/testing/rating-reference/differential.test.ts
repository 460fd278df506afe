import { describe, expect, it } from "vitest";
import { priceCdr } from "@/core/rating/price-cdr";
import { type Engine, differencesOf } from "./compare-prices";
import { randomCharge } from "./random-charge";
import { RandomSource } from "./random-source";
import { type ReferenceCharge, referencePrice } from "./reference-price";
import { describeDisagreement, firstDisagreement } from "./run-differential";
import { vectorCases } from "./vector-cases";

const SEED = 20_261_102;
const PARTS = Array.from({ length: 5 }, (_, part) => ({
  seed: SEED,
  from: part * 20_000,
  to: (part + 1) * 20_000,
}));

describe("the engine prices as the naive reference does", () => {
  it.each(PARTS)(
    "on pairs $from to $to",
    (range) => {
      const found = firstDisagreement(range);
      expect(found === null ? "" : describeDisagreement(found)).toBe("");
    },
    120_000,
  );

  it("and on the published cases", () => {
    expect(vectorCases().flatMap(({ charge }) => differencesOf(charge))).toEqual([]);
  });
});

describe("the comparison can fail", () => {
  it("notices one price of one component that is 10⁻⁶ off, and shows it in the smallest charge", () => {
    const found = firstDisagreement({ seed: SEED, from: 0, to: 1000 }, withFirstPriceChanged);
    expect(found?.differences.some((line) => line.startsWith("net:"))).toBe(true);
    expect(found?.charge.tariffs).toHaveLength(1);
    expect(found?.charge.tariffs[0]?.elements).toHaveLength(1);
    expect(found?.charge.cdr.chargingPeriods).toHaveLength(1);
  });

  it("notices a total after taxes that is said to be known, and a refusal for another reason", () => {
    const grossIsNet: Engine = (input) => {
      const priced = priceCdr(input);
      return priced.ok ? { ok: true, value: { ...priced.value, gross: priced.value.net } } : priced;
    };
    const neverRefuses: Engine = (input) =>
      priceCdr({ ...input, timeZone: input.timeZone ?? "UTC" });
    expect(firstDisagreement({ seed: SEED, from: 0, to: 1000 }, grossIsNet)).not.toBeNull();
    expect(firstDisagreement({ seed: SEED, from: 0, to: 1000 }, neverRefuses)).not.toBeNull();
  });

  it("notices errors that cancel each other out in the total", () => {
    const swapped: Engine = (input) => {
      const priced = priceCdr(input);
      if (!priced.ok) return priced;
      const lines = priced.value.lines.map((line) =>
        line.dimension === "TIME" ? { ...line, dimension: "PARKING_TIME" as const } : line,
      );
      return { ok: true, value: { ...priced.value, lines } };
    };
    expect(firstDisagreement({ seed: SEED, from: 0, to: 1000 }, swapped)).not.toBeNull();
  });
});

describe("the pairs", () => {
  const charges = Array.from({ length: 5000 }, (_, index) =>
    randomCharge(RandomSource.ofPair(SEED, index)),
  );

  it("are the same for the same seed, and others for another", () => {
    const written = (seed: number) =>
      JSON.stringify(randomCharge(RandomSource.ofPair(seed, 17)), (_, value: unknown) =>
        typeof value === "bigint" ? value.toString() : value,
      );
    expect(written(1)).toBe(written(1));
    expect(written(1)).not.toBe(written(2));
  });

  it("meet every refusal, and mostly have a price", () => {
    const outcomes = charges.map((charge) => {
      const result = referencePrice(charge);
      return "refusal" in result ? result.refusal : "price";
    });
    expect(new Set(outcomes)).toEqual(
      new Set([
        "price",
        "no-periods",
        "no-tariff",
        "unknown-tariff",
        "currency",
        "no-time-zone",
        "limit-needs-rate",
      ]),
    );
    expect(outcomes.filter((outcome) => outcome === "price").length).toBeGreaterThan(4000);
  });

  it.each([
    ["reservations that expired", ({ isReservationExpired }) => isReservationExpired === true],
    ["energy fed back", ({ cdr }) => cdr.chargingPeriods.some(hasNegativeEnergy)],
    ["several tariffs", ({ tariffs }) => tariffs.length > 1],
    ["both limits", ({ tariffs }) => tariffs.some((one) => one.minPrice && one.maxPrice)],
    ["nights on which clocks change", changesClocks],
  ] satisfies [string, (charge: ReferenceCharge) => unknown][])("have %s", (_, has) => {
    expect(charges.filter(has).length).toBeGreaterThan(50);
  });

  it("use every restriction there is", () => {
    const used = charges.flatMap(({ tariffs }) =>
      tariffs.flatMap(({ elements }) =>
        elements.flatMap(({ restrictions = { dayOfWeek: [] } }) =>
          Object.entries(restrictions)
            .filter(([, value]) => value !== undefined)
            .map(([name]) => name),
        ),
      ),
    );
    expect([...new Set(used)].toSorted()).toEqual([
      "dayOfWeek",
      "endDate",
      "endTime",
      "maxCurrent",
      "maxDuration",
      "maxKwh",
      "maxPower",
      "minCurrent",
      "minDuration",
      "minKwh",
      "minPower",
      "reservation",
      "startDate",
      "startTime",
    ]);
  });
});

const withFirstPriceChanged: Engine = (input) =>
  priceCdr({
    ...input,
    tariffs: input.tariffs.map((tariff) => ({
      ...tariff,
      elements: tariff.elements.map((element) => ({
        ...element,
        priceComponents: element.priceComponents.map((component, index) =>
          index === 0 ? { ...component, price: component.price + 1n } : component,
        ),
      })),
    })),
  });

function hasNegativeEnergy({ dimensions }: ReferenceCharge["cdr"]["chargingPeriods"][0]): boolean {
  return dimensions.some(({ type, volume }) => type === "ENERGY" && volume < 0n);
}

function changesClocks({ cdr, timeZone }: ReferenceCharge): boolean {
  if (timeZone === null || timeZone === "UTC") return false;
  const start = cdr.startDateTime.toZonedDateTimeISO(timeZone);
  return start.offset !== cdr.endDateTime.toZonedDateTimeISO(timeZone).offset;
}
