import { describe, expect, it } from "vitest";
import { JsonNumber } from "./json-value";
import { withWrittenTimes } from "./written-times";

const sent = {
  id: "2026-11-02T11:00:00.5Z",
  last_updated: "2026-11-02T11:00:00.5Z",
  opening: [{ period_begin: "08:00" }, { period_begin: "2026-11-02T11:00:00Z" }],
  kwh: new JsonNumber("1.50"),
};

describe("times as they are written to a partner", () => {
  it("are changed where they are times, at any depth, and nowhere else", () => {
    expect(withWrittenTimes(sent, "without")).toEqual({
      ...sent,
      last_updated: "2026-11-02T11:00:00Z",
    });
    expect(withWrittenTimes(sent, "with")).toEqual({
      ...sent,
      last_updated: "2026-11-02T11:00:00.500Z",
      opening: [{ period_begin: "08:00" }, { period_begin: "2026-11-02T11:00:00.000Z" }],
    });
  });

  it("stay as they are where nothing is set", () => {
    expect(withWrittenTimes(sent, undefined)).toBe(sent);
  });
});
