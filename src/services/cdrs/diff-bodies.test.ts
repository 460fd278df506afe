import { describe, expect, it } from "vitest";

import { diffBodies } from "./diff-bodies";

describe("diffBodies", () => {
  it("names each value that differs by its path, and what came or went", () => {
    const before = '{"id":"C1","periods":[{"volume":1.0}],"remark":"x"}';
    const after = '{"id":"C1","periods":[{"volume":1.00},{"volume":2}]}';
    expect(diffBodies(before, after)).toEqual([
      { path: "periods.0.volume", before: "1.0", after: "1.00" },
      { path: "remark", before: '"x"', after: null },
      { path: "periods.1.volume", before: null, after: "2" },
    ]);
  });
  it("compares numbers as they are written, beyond the digits of a double", () => {
    const [one, other] = ['{"a":0.12345678901234567}', '{"a":0.12345678901234568}'];
    expect(diffBodies(one, other)).toEqual([
      { path: "a", before: "0.12345678901234567", after: "0.12345678901234568" },
    ]);
  });
  it("tells a text from a number and an empty list from none", () => {
    expect(diffBodies('{"a":"1","b":[]}', '{"a":1}')).toEqual([
      { path: "a", before: '"1"', after: "1" },
      { path: "b", before: "[]", after: null },
    ]);
  });
  it("finds nothing between the same values in another order", () => {
    expect(diffBodies('{"a":1,"b":[true,null]}', '{ "b": [true, null], "a": 1 }')).toEqual([]);
  });
  it("does not compare what is no JSON", () => {
    expect(diffBodies("{", "{}")).toBeNull();
  });
});
