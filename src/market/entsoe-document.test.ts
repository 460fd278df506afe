import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MarketPoint } from "@/core/smart-charging/market/market-point";
import { readEntsoe } from "./entsoe-document";

const SE3 = "10Y1001A1001A46L";
const fixture = (name: string) =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");

interface SeriesParts {
  readonly eic?: string;
  readonly start: string;
  readonly end: string;
  readonly resolution?: string;
  readonly curve?: string;
  readonly head?: string;
  readonly points: string;
}

const at = (position: number, price: string) =>
  `<Point><position>${position}</position><price.amount>${price}</price.amount></Point>`;

const series = ({
  eic = SE3,
  start,
  end,
  resolution = "PT15M",
  curve = "A03",
  head = "",
  points,
}: SeriesParts) => `<TimeSeries>${head}
  <in_Domain.mRID codingScheme="A01">${eic}</in_Domain.mRID>
  <out_Domain.mRID codingScheme="A01">${eic}</out_Domain.mRID>
  <contract_MarketAgreement.type>A01</contract_MarketAgreement.type>
  <currency_Unit.name>EUR</currency_Unit.name><price_Measure_Unit.name>MWH</price_Measure_Unit.name>
  <curveType>${curve}</curveType>
  <Period><timeInterval><start>${start}</start><end>${end}</end></timeInterval>
  <resolution>${resolution}</resolution>${points}</Period></TimeSeries>`;

const prices = (...all: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Publication_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:3">
<type>A44</type>${all.join("\n")}</Publication_MarketDocument>`;

const sequence = (n: number) =>
  `<classificationSequence_AttributeInstanceComponent.position>${n}</classificationSequence_AttributeInstanceComponent.position>`;

const hour = { start: "2026-11-23T00:00Z", end: "2026-11-23T01:00Z" };
const valuesOf = (points: readonly MarketPoint[]) => points.map(({ valueMicro }) => valueMicro);

describe("day-ahead prices", () => {
  it("are read from a published document, per kWh and exactly", () => {
    const { points, problems } = readEntsoe(fixture("prices-be.xml"));
    expect(problems).toEqual([]);
    expect(points).toEqual(
      [73_240n, 69_790n, 65_840n, 65_050n].map((valueMicro, index) => ({
        zone: "BE",
        quantity: "price",
        currency: "EUR",
        startsMs: Date.parse("2026-02-16T23:00Z") + index * 900_000,
        valueMicro,
      })),
    );
  });

  it("of an hour hold for each of its quarter hours, over several series", () => {
    const { points, problems } = readEntsoe(fixture("prices-cz.xml"));
    expect(problems).toEqual([]);
    expect(points).toHaveLength(2 * 4 * 4);
    expect(valuesOf(points.slice(0, 5))).toEqual([88_330n, 88_330n, 88_330n, 88_330n, 80_750n]);
    expect(points[16]).toMatchObject({
      startsMs: Date.parse("2025-08-22T22:00Z"),
      valueMicro: 95_330n,
    });
  });

  it("that repeat the one before are left out of curve type A03, to the interval's end", () => {
    const day = { start: "2026-11-22T23:00Z", end: "2026-11-23T23:00Z" };
    const { points, problems } = readEntsoe(
      prices(series({ ...day, points: at(1, "0") + at(3, "-16.75") + at(90, "12.34") })),
    );
    expect(problems).toEqual([]);
    expect(points).toHaveLength(96);
    expect(valuesOf(points).slice(0, 4)).toEqual([0n, 0n, -16_750n, -16_750n]);
    expect(valuesOf(points).slice(88)).toEqual([-16_750n, ...Array<bigint>(7).fill(12_340n)]);
  });

  it("that are missing from curve type A01 are not made up", () => {
    const { points, problems } = readEntsoe(
      prices(series({ ...hour, curve: "A01", points: at(1, "5") + at(4, "7") })),
    );
    expect(valuesOf(points)).toEqual([5_000n, 7_000n]);
    expect(points[1]?.startsMs).toBe(Date.parse("2026-11-23T00:45Z"));
    expect(problems).toEqual([{ code: "gap", detail: "2026-11-23T00:00:00Z 2/4" }]);
  });

  it.each([
    ["92 quarter hours in spring", "2026-03-28T23:00Z", "2026-03-29T22:00Z", 92],
    ["100 quarter hours in autumn", "2026-10-24T22:00Z", "2026-10-25T23:00Z", 100],
  ])("of a day with %s are all there", (_name, start, end, count) => {
    const points = Array.from({ length: count }, (_, index) => at(index + 1, `${index}`)).join("");
    const read = readEntsoe(prices(series({ start, end, curve: "A01", points })));
    expect(read.problems).toEqual([]);
    expect(read.points).toHaveLength(count);
    expect(read.points.at(-1)).toMatchObject({
      startsMs: Date.parse(end) - 900_000,
      valueMicro: BigInt(count - 1) * 1000n,
    });
  });

  it("of the coupled auction count, wherever it stands among others", () => {
    const exaa = series({ ...hour, head: sequence(2), points: at(1, "192.55") });
    const sdac = series({ ...hour, head: sequence(1), points: at(1, "196.99") });
    for (const document of [prices(exaa, sdac), prices(sdac, exaa)]) {
      const { points, problems } = readEntsoe(document);
      expect(valuesOf(points)).toEqual(Array<bigint>(4).fill(196_990n));
      expect(problems).toEqual([{ code: "other_auction", detail: "SE3 2" }]);
    }
  });

  it("of half hours and of several documents in one file are taken", () => {
    const first = prices(series({ ...hour, resolution: "PT30M", points: at(1, "1") + at(2, "2") }));
    const second = prices(
      series({ ...hour, eic: "10YFI-1--------U", resolution: "PT60M", points: at(1, "3") }),
    );
    const { points, problems } = readEntsoe(`${first}\n${second}`);
    expect(problems).toEqual([]);
    expect(points.map(({ zone, valueMicro }) => `${zone} ${valueMicro}`)).toEqual([
      ...Array<string>(4).fill("FI 3000"),
      "SE3 1000",
      "SE3 1000",
      "SE3 2000",
      "SE3 2000",
    ]);
  });

  it("of a later document in the file take the place of an earlier one's", () => {
    const one = (price: string) => prices(series({ ...hour, points: at(1, price) }));
    expect(valuesOf(readEntsoe(one("1") + one("2")).points)).toEqual(Array<bigint>(4).fill(2_000n));
  });

  it.each([
    ["a day's mean", { resolution: "P1D" }, "resolution", "P1D"],
    ["another curve", { curve: "A05" }, "curve", "A05"],
    ["a zone that nobody knows", { eic: "10YZZ-ZZZZ-----Z" }, "unknown_zone", "10YZZ-ZZZZ-----Z"],
    ["no interval", { start: "soon" }, "interval", "soon/2026-11-23T01:00Z"],
    [
      "an interval of a thousand years",
      { end: "3026-11-23T00:00Z" },
      "interval",
      "2026-11-23T00:00Z/3026-11-23T00:00Z",
    ],
    [
      "an interval off the quarter hours",
      { start: "2026-11-23T00:05Z" },
      "interval",
      "2026-11-23T00:05Z/2026-11-23T01:00Z",
    ],
  ])("are refused with the reason: %s", (_name, parts, code, detail) => {
    const { points, problems } = readEntsoe(
      prices(series({ ...hour, points: at(1, "1"), ...parts })),
    );
    expect(points).toEqual([]);
    expect(problems).toContainEqual({ code, detail });
  });

  it.each([
    ["<currency_Unit.name>EUR", "<currency_Unit.name>XXX", "currency", "XXX"],
    [">MWH<", ">GJ<", "unit", "GJ"],
    ["<type>A44", "<type>A25", "not_day_ahead", "A25"],
    ["agreement.type>A01", "Agreement.type>A07", "not_day_ahead", "A07"],
    [
      `<out_Domain.mRID codingScheme="A01">${SE3}`,
      '<out_Domain.mRID codingScheme="A01">10YFI-1--------U',
      "two_zones",
      `${SE3} 10YFI-1--------U`,
    ],
  ])("are refused where %s is %s", (from, to, code, detail) => {
    const document = prices(series({ ...hour, points: at(1, "1") }));
    const { points, problems } = readEntsoe(document.replace(new RegExp(from, "i"), to));
    expect(points).toEqual([]);
    expect(problems).toEqual([{ code, detail }]);
  });

  it("that are no number, or stand at no position, are told; the rest is taken", () => {
    const points = at(1, "1,5") + at(2, "2.0001") + at(3, "1e90") + at(2, "9") + at(99, "9");
    const read = readEntsoe(prices(series({ ...hour, curve: "A01", points })));
    expect(valuesOf(read.points)).toEqual([2_000n]);
    expect(read.problems.map(({ code, detail }) => `${code} ${detail}`)).toEqual([
      "number 1,5",
      "rounded 2.0001",
      "number 1e90",
      "position 2/4",
      "position 99/4",
      "gap 2026-11-23T00:00:00Z 3/4",
    ]);
  });
});

const made = (type: string, points: string, resolution = "PT15M") => `<TimeSeries>
  <inBiddingZone_Domain.mRID codingScheme="A01">${SE3}</inBiddingZone_Domain.mRID>
  <quantity_Measure_Unit.name>MAW</quantity_Measure_Unit.name><curveType>A03</curveType>
  <MktPSRType><psrType>${type}</psrType></MktPSRType>
  <Period><timeInterval><start>${hour.start}</start><end>${hour.end}</end></timeInterval>
  <resolution>${resolution}</resolution>${points}</Period></TimeSeries>`;
const mw = (position: number, quantity: string) =>
  `<Point><position>${position}</position><quantity>${quantity}</quantity></Point>`;
const generation = (...all: readonly string[]) =>
  `<GL_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-6:generationloaddocument:3:0">
<type>A75</type>${all.join("")}</GL_MarketDocument>`;

describe("the carbon intensity of a zone's production", () => {
  it("is the mean of life-cycle emissions by kind, pumped storage left out", () => {
    // (6000 × 12 + 3000 × 24 + 1000 × 490) / 10 000 = 63.4 g/kWh
    const { points, problems } = readEntsoe(
      generation(
        made("B14", mw(1, "6000")),
        made("B12", mw(1, "3000"), "PT60M"),
        made("B04", mw(1, "1000")),
        made("B10", mw(1, "5000")),
      ),
    );
    expect(problems).toEqual([]);
    expect(points).toHaveLength(4);
    expect(points[0]).toEqual({
      zone: "SE3",
      quantity: "carbon",
      startsMs: Date.parse(hour.start),
      valueMicro: 63_400_000n,
      currency: null,
    });
  });

  it("is not told for a quarter hour that a main kind has not been reported for", () => {
    const until = (end: string, text: string) => text.replace(`<end>${hour.end}`, `<end>${end}`);
    const document = generation(
      until("2026-11-23T00:30Z", made("B14", mw(1, "6000"))),
      made("B19", mw(1, "3000")),
      // So little sun that it may be missing.
      until("2026-11-23T00:15Z", made("B16", mw(1, "10"))),
    );
    const { points, problems } = readEntsoe(document);
    expect(points).toHaveLength(2);
    expect(problems).toEqual([{ code: "partial_generation", detail: "SE3 2" }]);
  });

  it("leaves out kinds that nobody knows, consumption and documents of another type", () => {
    const document = generation(
      made("B99", mw(1, "10")),
      made("B10", mw(1, "500")).replaceAll("inBiddingZone", "outBiddingZone"),
      made("B14", mw(1, "10")),
      made("B18", mw(1, "10")),
    );
    const { points, problems } = readEntsoe(document);
    expect(valuesOf(points)).toEqual(Array<bigint>(4).fill(12_000_000n));
    expect(problems).toEqual([{ code: "production_type", detail: "B99" }]);
    expect(readEntsoe(document.replace("A75", "A65")).problems).toEqual([
      { code: "not_generation", detail: "A65" },
    ]);
  });
});

describe("generation that is told in parts", () => {
  const nuclear = generation(made("B14", mw(1, "6000")));
  const gas = generation(made("B04", mw(1, "1000")));

  it("is put together over the documents of a file", () => {
    // (6000 × 12 + 1000 × 490) / 7000 = 80.285714…
    for (const file of [nuclear + gas, gas + nuclear]) {
      const { points, problems } = readEntsoe(file);
      expect(problems).toEqual([]);
      expect(valuesOf(points)).toEqual(Array<bigint>(4).fill(80_285_714n));
    }
  });

  it("is not taken for a zone's mix where it is of one kind only", () => {
    const { points, problems } = readEntsoe(nuclear);
    expect(points).toEqual([]);
    expect(problems).toEqual([{ code: "single_kind", detail: "SE3 B14" }]);
  });
});

describe("what is no data", () => {
  it("is told with the platform's own reason", () => {
    const { points, problems } = readEntsoe(
      `<?xml version="1.0"?><Acknowledgement_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-1:acknowledgementdocument:7:0">
      <Reason><code>999</code><text>No matching data found for Data item ENERGY_PRICES [12.1.D]</text></Reason>
      </Acknowledgement_MarketDocument>`,
    );
    expect(points).toEqual([]);
    expect(problems).toEqual([
      {
        code: "acknowledged",
        detail: "999 No matching data found for Data item ENERGY_PRICES [12.1.D]",
      },
    ]);
  });

  it.each([
    ["text", "hello", "not_xml"],
    ["nothing", "", "not_xml"],
    ["a tag that never ends", "<Publication_MarketDocument><type>A44", "not_xml"],
    ["another document", "<html><body>Service unavailable</body></html>", "unknown_document"],
    [
      "entities of its own",
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
      "document_type_declared",
    ],
    [
      "a file of this machine",
      '<!doctype x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
      "document_type_declared",
    ],
    ["elements ten thousand deep", `${"<a>".repeat(10_000)}${"</a>".repeat(10_000)}`, "not_xml"],
    ["names that objects have", "<__proto__><type>A44</type></__proto__>", "not_xml"],
    ["a prototype's name", "<constructor><type>A44</type></constructor>", "not_xml"],
    ["far too much of it", `<x>${"a".repeat(17 * 1024 * 1024)}</x>`, "too_large"],
  ])("is refused: %s", (_name, text, code) => {
    const { points, problems } = readEntsoe(text);
    expect(points).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(Object.prototype).not.toHaveProperty("type");
  });

  it("is refused at once where a few bytes claim a year, again and again", () => {
    const year = { start: "2025-01-01T00:00Z", end: "2026-01-01T00:00Z" };
    const { points, problems } = readEntsoe(
      prices(series({ ...year, points: at(1, "1") }).repeat(1_000)),
    );
    expect(points).toEqual([]);
    expect(problems).toEqual([{ code: "too_many", detail: "35040000" }]);
  });

  it("is refused at once, also where declarations that never end fill the file", () => {
    const { problems } = readEntsoe("<?xml ".repeat(1_000_000));
    expect(problems.map(({ code }) => code)).toEqual(["not_xml"]);
  });

  it("never throws, whatever was changed in a document", () => {
    const document = prices(series({ ...hour, points: at(1, "1") + at(2, "2") }));
    fc.assert(
      fc.property(
        fc.nat(document.length),
        fc.nat(40),
        fc.string({ maxLength: 20 }),
        (from, length, put) => {
          const read = readEntsoe(document.slice(0, from) + put + document.slice(from + length));
          return read.points.length <= 40_000;
        },
      ),
      { numRuns: 300 },
    );
  });
});
