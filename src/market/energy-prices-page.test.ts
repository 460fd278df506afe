import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { carbonOfMix, emissionFactors } from "@/core/smart-charging/market/carbon-intensity";
import { fillSlots } from "@/core/smart-charging/market/fill-slots";
import { readMarketFile } from "./read-market-file";

const page = readFileSync(new URL("../../docs/energy-prices.md", import.meta.url), "utf8");
const block = (language: string) => {
  const [, text = ""] = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  return new TextEncoder().encode(text);
};
const nothing = { known: new Map<number, bigint>(), forecast: { at: () => null } };

describe("docs/energy-prices.md", () => {
  it("reads its XML as its table says", () => {
    const { points, problems } = readMarketFile(block("xml"), { zone: null, currency: null });
    expect(problems).toEqual([]);
    const rows = points.map(
      ({ startsMs, valueMicro }) =>
        `| ${Temporal.Instant.fromEpochMilliseconds(startsMs).toString()} | ${valueMicro} |`,
    );
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(page.replaceAll(/ +/g, " ")).toContain(row);
  });

  it("lays it over ten minutes as it says", () => {
    const { points } = readMarketFile(block("xml"), { zone: null, currency: null });
    const known = new Map(points.map(({ startsMs, valueMicro }) => [startsMs, valueMicro]));
    const { slots } = fillSlots(
      { zone: "SE3", currency: "EUR", price: { ...nothing, known }, carbon: nothing },
      { startsAt: Temporal.Instant.from("2026-11-22T23:00Z"), slotMinutes: 10, slots: 6 },
    );
    expect(slots.map(({ priceMicro }) => priceMicro)).toEqual([
      12_340n,
      5_920n,
      -500n,
      -500n,
      14_750n,
      30_000n,
    ]);
    expect(page).toContain("12 340, (12 340 − 500) / 2 = 5 920");
    expect(page).toContain("−500, −500, (−500 + 30 000) / 2 = 14 750, 30 000");
  });

  it("reads its CSV", () => {
    const { points, problems } = readMarketFile(block("csv"), { zone: "SE3", currency: "EUR" });
    expect(problems).toEqual([]);
    expect(points).toHaveLength(16);
    expect(points.at(7)).toMatchObject({ quantity: "price", valueMicro: -500n });
    expect(points.at(8)).toMatchObject({ quantity: "carbon", valueMicro: 63_400_000n });
  });

  it("states the emissions that are counted with, and its mix", () => {
    const table = page.slice(page.indexOf("kind (psrType)"), page.indexOf("IPCC: medians"));
    for (const { type, gramsPerKwh, source } of emissionFactors) {
      const row = table.split("\n").find((line) => line.includes(type)) ?? "";
      expect(`${type} ${row}`).toMatch(new RegExp(`\\b${gramsPerKwh}\\b`));
      expect(`${type} ${row}`).toContain(source === "ipcc" ? "IPCC" : "assumed");
    }
    const mix = { B14: 6_000n, B12: 3_000n, B04: 1_000n, B10: 500n };
    expect(carbonOfMix(new Map(Object.entries(mix)))).toBe(63_400_000n);
  });
});
