import { describe, expect, it } from "vitest";
import { readMarketFile } from "./read-market-file";
import { readPriceCsv } from "./price-csv";

const SE3 = { zone: "SE3", currency: "EUR" };
const csv = (...lines: readonly string[]) => lines.join("\r\n");

describe("a CSV of prices", () => {
  it("is read with its offsets, per kWh and exactly; an hour holds for its quarter hours", () => {
    const { points, problems } = readPriceCsv(
      csv(
        "\uFEFFstarts_at;price",
        "2026-11-23T00:00+01:00;12.34",
        "2026-11-23T01:00+01:00;-0,5",
        "",
      ),
      SE3,
    );
    expect(problems).toEqual([]);
    expect(points).toHaveLength(8);
    expect(points[0]).toEqual({
      zone: "SE3",
      quantity: "price",
      startsMs: Date.parse("2026-11-22T23:00Z"),
      valueMicro: 12_340n,
      currency: "EUR",
    });
    expect(points[7]).toMatchObject({
      startsMs: Date.parse("2026-11-23T00:45Z"),
      valueMicro: -500n,
    });
  });

  it("may name zone, currency and carbon in columns of its own", () => {
    const { points, problems } = readPriceCsv(
      csv(
        "zone;starts_at;price;currency;carbon",
        "DK1;2026-11-23T00:00Z;1;DKK;150.5",
        "DK1;2026-11-23T00:15Z;2;DKK;",
      ),
      SE3,
    );
    expect(problems).toEqual([]);
    expect(points.map((p) => `${p.zone} ${p.quantity} ${p.valueMicro} ${p.currency}`)).toEqual([
      "DK1 price 1000 DKK",
      "DK1 price 2000 DKK",
      "DK1 carbon 150500000 null",
    ]);
  });

  it("has the 25 hours of a day in October by their offsets", () => {
    const lines = Array.from({ length: 25 }, (_, hour) => {
      const at = Temporal.Instant.from("2026-10-24T22:00Z").add({ hours: hour });
      return `${at.toZonedDateTimeISO("Europe/Stockholm").toString({ timeZoneName: "never" })};${hour}`;
    });
    const { points, problems } = readPriceCsv(csv("starts_at;price", ...lines), SE3);
    expect(problems).toEqual([]);
    expect(points).toHaveLength(100);
  });

  it("with lines that can't be read is told line by line, and the rest is taken", () => {
    const { points, problems } = readPriceCsv(
      csv(
        "starts_at;price",
        "2026-11-23T00:00;1",
        "2026-11-23T00:00Z;cheap",
        "2026-11-23T00:07Z;1",
        "2026-11-23T00:15Z;1",
        "2026-11-23T00:30Z;2",
        "2026-11-23T00:30Z;3",
      ),
      SE3,
    );
    expect(points.map(({ valueMicro }) => valueMicro)).toEqual([1_000n, 2_000n]);
    expect(problems.map(({ code, detail }) => `${code} ${detail}`)).toEqual([
      "line 2: 2026-11-23T00:00",
      "line 3: cheap",
      "line 4: 2026-11-23T00:07Z",
      "position 7",
    ]);
  });

  it.each([
    ["time,price", SE3, "no_heading"],
    ["starts_at;price\n2026-11-23T00:00Z;1", { ...SE3, zone: null }, "unknown_zone"],
    ["starts_at;price\n2026-11-23T00:00Z;1", { ...SE3, currency: null }, "currency"],
    ["starts_at;price\n2026-11-23T00:00Z;1\n2026-11-24T00:00Z;1", SE3, "step"],
    ["starts_at;carbon\n2026-11-23T00:00Z;-1", SE3, "line"],
  ])("is refused with a reason: %j", (text, answers, code) => {
    const { points, problems } = readPriceCsv(text, answers);
    expect(points).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  it("of some years is read whole", () => {
    const startsMs = Date.parse("2021-01-01T00:00Z");
    const lines = Array.from({ length: 150_000 }, (_, index) => {
      return `${new Date(startsMs + index * 900_000).toISOString()};1`;
    });
    const { points, problems } = readPriceCsv(["starts_at;price", ...lines].join("\n"), SE3);
    expect(problems).toEqual([]);
    expect(points).toHaveLength(150_000);
  });

  it("is told apart from XML by its first character", () => {
    const read = (text: string) => readMarketFile(new TextEncoder().encode(text), SE3).problems;
    expect(read("\uFEFF <Publication_MarketDocument>")).toEqual([{ code: "not_xml", detail: "" }]);
    expect(read("nothing at all")).toEqual([{ code: "no_heading", detail: "nothing at all" }]);
  });
});
