import fs from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invariant } from "@/core/invariant";
import { readJson } from "@/ocpi/read-json";
import { parseCdr } from "./parse";
import { type PriceableReading, readPriceable } from "./read-priceable";

const EXAMPLES = "src/ocpi/v2_2_1/fixtures/examples";
const example = fs.readFileSync(`${EXAMPLES}/cdr_example.json`, "utf8");
const receivedAt = Temporal.Instant.from("2026-07-01T10:00:00Z");

/** What the codec reads of the same fields; `undefined` where it refuses the CDR. */
function byCodec(text: string): PriceableReading | undefined {
  const json = readJson(new TextEncoder().encode(text));
  const parsed = json.ok ? parseCdr(json.value.json, receivedAt) : undefined;
  if (!parsed?.ok) return undefined;
  const { startDateTime, endDateTime, currency, chargingPeriods, tariffs } = parsed.value.cdr;
  return { cdr: { startDateTime, endDateTime, currency, chargingPeriods }, tariffs };
}

const withTariff = (tariff: unknown) =>
  JSON.stringify({ ...(JSON.parse(example) as object), tariffs: [tariff] });
const withVolume = (volume: string) => example.replace('"volume": 1.973', `"volume": ${volume}`);

describe("the quick reading of a CDR", () => {
  it("gives what the codec gives for the specification's CDR", () => {
    expect(readPriceable(example)).toEqual(byCodec(example));
    expect(byCodec(example)).toBeDefined();
  });

  const names = fs.readdirSync(EXAMPLES).filter((name) => /^tariff_\d/.test(name));
  it.each(names)("gives what the codec gives for %s, but for what does not price", (name) => {
    const tariff = JSON.parse(fs.readFileSync(`${EXAMPLES}/${name}`, "utf8")) as object;
    const text = withTariff(tariff);
    const expected = byCodec(text);
    invariant(expected !== undefined, "the codec refuses an example");
    const tariffs = expected.tariffs.map(({ tariffAltUrl: _url, energyMix: _mix, ...priced }) => ({
      ...priced,
      tariffAltText: [],
    }));
    expect(readPriceable(text)).toEqual({ ...expected, tariffs });
  });

  it("reads any number as the codec does, or leaves it to the codec", () => {
    const digits = (most: number) => fc.stringMatching(new RegExp(`^\\d{1,${most}}$`));
    const whole = fc.oneof(fc.nat({ max: 99_999 }).map(String), fc.constant("2251799813"));
    const exponent = fc.constantFrom("", "", "", "e2", "E-3", "e-7");
    const number = fc
      .tuple(fc.constantFrom("", "-"), whole, digits(12), exponent)
      .map(([sign, int, fraction, power]) => `${sign}${int}.${fraction}${power}`);
    let read = 0;
    fc.assert(
      fc.property(number, (volume) => {
        const quick = readPriceable(withVolume(volume));
        if (quick === undefined) return;
        read++;
        expect(quick).toEqual(byCodec(withVolume(volume)));
      }),
      { numRuns: 1_000 },
    );
    // The property must not pass by leaving all to the codec.
    expect(read).toBeGreaterThan(200);
  });

  it("keeps every number of four decimals that a CDR is likely to hold", () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999 }), (tenThousandths) => {
        const volume = `${Math.floor(tenThousandths / 10_000)}.${String(tenThousandths % 10_000).padStart(4, "0")}`;
        const periods = readPriceable(withVolume(volume))?.cdr.chargingPeriods;
        expect(periods?.[0]?.dimensions[0]?.volume).toBe(BigInt(tenThousandths) * 100n);
      }),
      { numRuns: 1_000 },
    );
  });

  it("reads any time to the second as the codec does", () => {
    const date = fc.date({
      min: new Date("1900-01-01"),
      max: new Date("9999-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (at) => {
        const time = `${at.toISOString().slice(0, 19)}Z`;
        const text = example.replaceAll("2015-06-29T21:39:09Z", time);
        expect(readPriceable(text)?.cdr.startDateTime.toString()).toBe(time);
      }),
    );
  });

  it.each([
    ["no JSON", example.slice(0, -2)],
    ["a key given twice", example.replace('"currency"', '"currency": "SEK", "currency"')],
    ["a key that reaches into prototypes", example.replace('"auth_method"', '"constructor"')],
    ["an escape", example.replace("Gent Zuid", "Gent\\u0000Zuid")],
    ["a number as text", withVolume('"1.973"')],
    ["a number beyond a double", withVolume("1e400")],
    ["an offset in a time", example.replaceAll("21:39:09Z", "21:39:09+02:00")],
    ["a day that does not exist", example.replaceAll("2015-06-29", "2015-06-31")],
    [
      "another spelling",
      example.replace('"type": "TIME",\n      "volume"', '"type": "time", "volume"'),
    ],
    [
      "reserved time",
      example.replace('"type": "TIME",\n      "volume"', '"type": "RESERVATION_TIME", "volume"'),
    ],
    [
      "one tariff in place of a list",
      example
        .replace('"tariffs": [{', '"tariffs": {')
        .replace('}],\n  "charging', '},\n  "charging'),
    ],
    ["an id with blanks around it", example.replace('"tariff_id": "12"', '"tariff_id": " 12"')],
    ["a list", "[]"],
    ["nothing", ""],
  ])("leaves %s to the codec", (_name, text) => {
    expect(text).not.toBe(example);
    expect(readPriceable(text)).toBeUndefined();
  });
});
