import { describe, expect, it } from "vitest";
import { biddingZones, zoneOfEic } from "./bidding-zones";
import { carbonOfMix, emissionFactors, productionKind } from "./carbon-intensity";
import { readProblem, writeProblem } from "./market-point";

describe("a problem of an import", () => {
  it("is read as it was written", () => {
    for (const problem of [
      { code: "resolution", detail: "P1D" },
      { code: "acknowledged", detail: "999 No matching data found" },
      { code: "too_large", detail: "" },
    ] as const) {
      expect(readProblem(writeProblem(problem))).toEqual(problem);
    }
    expect(readProblem("written by nobody")).toEqual({ code: "line", detail: "written by nobody" });
  });
});

describe("bidding zones", () => {
  it("have a name and a code of sixteen characters each of their own, and a clock that is known", () => {
    expect(new Set(biddingZones.map(({ name }) => name)).size).toBe(biddingZones.length);
    for (const { eic, timeZone } of biddingZones) {
      expect(eic).toMatch(/^[0-9]{2}Y[0-9A-Z-]{13}$/);
      expect(zoneOfEic(eic)?.eic).toBe(eic);
      const start = Temporal.Instant.fromEpochMilliseconds(0);
      expect(() => start.toZonedDateTimeISO(timeZone)).not.toThrow();
    }
    expect(new Set(biddingZones.map(({ eic }) => eic)).size).toBe(biddingZones.length);
  });

  it("have the control character that their code needs (EIC reference manual)", () => {
    const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";
    for (const { name, eic } of biddingZones) {
      const sum = Array.from(eic.slice(0, 15)).reduce(
        (total, character, index) => total + alphabet.indexOf(character) * (16 - index),
        0,
      );
      const control = alphabet[36 - ((sum - 1) % 37)];
      expect(`${name} ${control}`).toBe(`${name} ${eic[15]}`);
    }
  });
});

describe("the emissions of a mix", () => {
  it("leave out storage, unknown kinds and what is below zero", () => {
    const mix = new Map([
      ["B14", 900n],
      ["B10", 500n],
      ["B99", 500n],
      ["B19", -5n],
      ["B05", 100n],
    ]);
    // (900 × 12 + 100 × 820) / 1000
    expect(carbonOfMix(mix)).toBe(92_800_000n);
    expect(carbonOfMix(new Map([["B10", 5n]]))).toBeNull();
  });

  it("know each of ENTSO-E's kinds from B01 to B20 once", () => {
    const kinds = Array.from({ length: 20 }, (_, n) => `B${String(n + 1).padStart(2, "0")}`);
    expect(kinds.filter((kind) => productionKind(kind) === "unknown")).toEqual([]);
    expect(emissionFactors.map(({ type }) => type)).toEqual(kinds.filter((kind) => kind !== "B10"));
  });
});
