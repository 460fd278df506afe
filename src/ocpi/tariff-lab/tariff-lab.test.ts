import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { drawCharge } from "@/core/rating/drawn-charge";
import { tryTariff } from "@/core/rating/try-tariff";
import { priceLine } from "@/ocpi/command-line/price-line";
import { codecFor } from "@/ocpi/codec-for";
import { labFiles } from "./lab-files";
import { lineOfPath } from "./locate-path";
import { readPastedTariff } from "./read-pasted-tariff";

const now = Temporal.Instant.from("2026-11-22T12:00:00Z");
const component = { type: "ENERGY", price: 3.2, vat: 25, step_size: 100 };
const evening = { start_time: "17:00", end_time: "21:00" };
const tariff = {
  country_code: "SE",
  party_id: "NSL",
  id: "T1",
  currency: "SEK",
  elements: [
    { price_components: [{ ...component, price: 4.5 }], restrictions: evening },
    { price_components: [component, { type: "PARKING_TIME", price: 30, vat: 25, step_size: 300 }] },
  ],
  last_updated: "2026-11-01T00:00:00Z",
};
const read = (value: unknown) => readPastedTariff(JSON.stringify(value, null, 2), null, now);

describe("a pasted tariff", () => {
  it.each([
    ["2.2.1", tariff],
    ["2.2.1", { status_code: 1000, timestamp: "2026-11-22T12:00:00Z", data: [tariff] }],
    ["2.3.0", { ...tariff, tax_included: "NO" }],
    [
      "2.1.1",
      {
        id: "T1",
        currency: "EUR",
        elements: [{ price_components: [{ type: "TIME", price: 2, step_size: 300 }] }],
        last_updated: "2015-06-29T20:39:09Z",
      },
    ],
  ])("is read by the codec of %s, told from its fields", (version, value) => {
    const pasted = read(value);
    expect(pasted.ok && [pasted.value.version, pasted.value.isDetected]).toEqual([version, true]);
  });

  it("says in which line what is wrong", () => {
    const text = JSON.stringify(tariff, null, 2).replace('"price": 3.2', '"price": "cheap"');
    const pasted = readPastedTariff(text, null, now);
    if (pasted.ok || pasted.reason.code !== "unreadable") throw new Error("it was read");
    const [finding] = pasted.reason.findings;
    expect(finding?.path).toBe("elements[1].price_components[0].price");
    expect(text.split("\n")[(finding?.line ?? 0) - 1]).toContain("cheap");
  });

  it("says in which line a liberty was taken", () => {
    const text = JSON.stringify(tariff, null, 2).replace('"price": 3.2', '"price": "3.2"');
    const pasted = readPastedTariff(text, "2.2.1", now);
    if (!pasted.ok) throw new Error(pasted.reason.code);
    const note = pasted.value.notes.find(({ code }) => code === "text-for-number");
    expect(text.split("\n")[(note?.line ?? 0) - 1]).toContain('"3.2"');
  });

  it("that is no JSON, or no tariff, is told so and where", () => {
    expect(readPastedTariff('{\n  "id": "T",\n  oops\n}', null, now)).toMatchObject({
      reason: { code: "not-json", line: 3 },
    });
    expect(readPastedTariff("", null, now)).toMatchObject({ reason: { code: "not-json" } });
    expect(read([{ hello: 1 }])).toMatchObject({ reason: { code: "not-a-tariff" } });
    expect(read(7)).toMatchObject({ reason: { code: "not-a-tariff" } });
  });
});

describe("a place in JSON text", () => {
  it("is that of its name, or of the nearest parent where it is missing", () => {
    const text = '{\n "a": [\n  {"x": "}"},\n  {\n   "b": {"c": 1}\n  }\n ]\n}';
    expect(lineOfPath(text, "a[1].b.c")).toBe(5);
    expect(lineOfPath(text, "a[1].missing")).toBe(4);
    expect(lineOfPath(text, "")).toBe(1);
  });
});

describe("the files of a trial", () => {
  it.each(["2.1.1", "2.2.1", "2.3.0"] as const)(
    "are a line of %s for which the price command gives the very same result",
    (version) => {
      const { elements, ...rest } = tariff;
      const bare = {
        ...rest,
        elements: elements.map(({ price_components }) => ({ price_components })),
      };
      const pasted = read(version === "2.3.0" ? { ...tariff, tax_included: "NO" } : bare);
      if (!pasted.ok) throw new Error(pasted.reason.code);
      const course = drawCharge({
        startDateTime: Temporal.Instant.from("2026-11-12T15:20:00Z"),
        energy: micro("16.55"),
        shape: { kind: "taper", power: micro("11") },
        phases: 3,
        end: { kind: "after-charging", minutes: 13 },
      });
      const own = codecFor(version)?.parseTariff(
        codecFor(version)?.tariffFromCore(pasted.value.tariff) ?? null,
        now,
        { owner: pasted.value.tariff, us: pasted.value.tariff },
      );
      if (!own?.ok) throw new Error("it cannot be read back");
      const trial = tryTariff(own.value.tariff, course, "Europe/Stockholm");
      if (!trial.ok) throw new Error(trial.reason.code);
      const timeZone = "Europe/Stockholm";
      const files = labFiles(trial.value, {
        id: "T1",
        version,
        timeZone,
        tariff: own.value.tariff,
      });
      const again = priceLine(new TextEncoder().encode(files.line));
      const { notes: _notes, ...result } = JSON.parse(files.result) as { notes: string[] };
      expect(again).toMatchObject(result);
    },
  );
});
