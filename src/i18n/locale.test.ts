import { describe, expect, it } from "vitest";
import { localeOf } from "./locale";

describe("localeOf", () => {
  it("takes the language that weighs most among ours", () => {
    expect(localeOf("en-GB,en;q=0.9,sv;q=0.8")).toBe("en");
    expect(localeOf("nl-NL, en;q=0.4, sv-SE;q=0.7")).toBe("sv");
    expect(localeOf("de-AT,de;q=0.9,en;q=0.5")).toBe("de");
    expect(localeOf("en;q=0, sv")).toBe("sv");
  });
  it("falls back to Swedish for unknown or absent wishes", () => {
    expect(localeOf("fi")).toBe("sv");
    expect(localeOf(null)).toBe("sv");
    expect(localeOf("")).toBe("sv");
  });
});
