import { describe, expect, it } from "vitest";
import { readConfiguration } from "./configuration";

const LEAST = { CPO_PROFILE: "kanaal", TOKEN_A: "a-token" };

describe("readConfiguration", () => {
  it("needs no more than a profile and TOKEN_A", () => {
    expect(readConfiguration(LEAST)).toMatchObject({
      profile: "kanaal",
      port: 3002,
      versions: ["2.2.1"],
      emspVersionsUrl: null,
      speed: 1,
      isStoryOn: true,
    });
    expect(readConfiguration(LEAST).tokens.map(({ uid }) => uid)).toEqual([
      "04A2B91C5E6180",
      "04F7731A9B2C80",
    ]);
  });

  it("offers the versions that it is told to", () => {
    const { versions } = readConfiguration({ ...LEAST, CPO_VERSIONS: "2.3.0, 2.1.1" });
    expect(versions).toEqual(["2.3.0", "2.1.1"]);
  });

  it("has the garage with the story, unless it is told otherwise", () => {
    const has = (set: Record<string, string>) => readConfiguration({ ...LEAST, ...set }).hasGarage;
    expect([has({}), has({ CPO_STORY: "off" })]).toEqual([true, false]);
    expect([has({ CPO_GARAGE: "off" }), has({ CPO_STORY: "off", CPO_GARAGE: "on" })]).toEqual([
      false,
      true,
    ]);
  });

  it("does not run in production", () => {
    const production = { ...LEAST, NODE_ENV: "production", APP_ENV: "production" };
    expect(() => readConfiguration(production)).toThrow("production");
    expect(readConfiguration({ ...production, APP_ENV: "demo" }).profile).toBe("kanaal");
  });

  it.each([
    [{ CPO_PROFILE: "nobody" }, "CPO_PROFILE"],
    [{ CPO_PROFILE: "toString" }, "CPO_PROFILE"],
    [{ TOKEN_A: "" }, "TOKEN_A"],
    [{ CPO_PORT: "many" }, "CPO_PORT"],
    [{ CPO_SPEED: "0" }, "CPO_SPEED"],
    [{ CPO_CLOCK_NOW: "noon" }, "CPO_CLOCK_NOW"],
    [{ CPO_VERSIONS: "2.2" }, "CPO_VERSIONS"],
    [{ CPO_SLOW_MS: "-1" }, "CPO_SLOW_MS"],
    [{ CPO_LATE_CDR_MS: "soon" }, "CPO_LATE_CDR_MS"],
    [{ CPO_TOKENS: '[{"uid":"X"}]' }, "CPO_TOKENS"],
  ])("names the variable that is wrong: %o", (wrong, name) => {
    expect(() => readConfiguration({ ...LEAST, ...wrong })).toThrow(name);
  });
});
