import { describe, expect, it } from "vitest";

import { driverWaitsFor, HOLD_CODES, holdCodeOf, holdRules, isReleasedBy } from "./hold-rules";

describe("the rules of holding", () => {
  it.each([
    ["mismatch: the claim is not what the tariff gives", "mismatch"],
    ["disputed-reading: vat-twice", "disputed-reading"],
    ["unpriceable: no-tariff", "unpriceable:no-tariff"],
    ["unknown-token: no driver of ours has this token", "unknown-token"],
    ["unpriceable: something new", undefined],
    ["toString", undefined],
    ["", undefined],
  ])("read a stored reason %j", (stored, code) => expect(holdCodeOf(stored)).toBe(code));

  it("leave every reason a person who may decide it", () => {
    expect(HOLD_CODES.filter((code) => holdRules[code].decidedBy.length === 0)).toEqual([]);
  });

  it("wake exactly what an event may cure", () => {
    const cured = (event: Parameters<typeof isReleasedBy>[1]) =>
      HOLD_CODES.filter((code) => isReleasedBy([code], event));
    expect(cured("token-known")).toEqual(["unknown-token"]);
    expect(cured("rate-added")).toEqual(["no-vat-rate", "driver-price"]);
    expect(cured("location-arrives")).toContain("unpriceable:no-time-zone");
    expect(cured("tariff-arrives")).not.toContain("unpriceable:no-time-zone");
    expect(isReleasedBy(["too-long", "no-plan"], "plan-assigned")).toBe(true);
  });

  it("let the driver's side wait for the strictest reason only", () => {
    expect(driverWaitsFor([])).toBe("no");
    expect(driverWaitsFor(["mismatch", "unpriceable:no-tariff"])).toBe("cost");
    expect(driverWaitsFor(["mismatch", "overlap-token"])).toBe("facts");
  });
});
