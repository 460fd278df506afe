import { describe, expect, it } from "vitest";
import { readCardNumber } from "./create-token";
import { waitAfter } from "./record-delivery";

describe("readCardNumber", () => {
  it.each([
    ["04A2B91C5E6180", "04A2B91C5E6180"],
    ["04:a2:b9:1c:5e:61:80", "04A2B91C5E6180"],
    [" 04 a2 b9 1c ", "04A2B91C"],
    ["04-A2-B9-1C-5E-61-80-11-22-33", "04A2B91C5E6180112233"],
  ])("reads %j as %s", (text, uid) => {
    expect(readCardNumber(text)).toBe(uid);
  });

  it.each(["", "04A2", "04A2B91", "04A2B91C5E61801122334", "KVITT 0001", "04A2B91C5E61G0"])(
    "refuses %j",
    (text) => {
      expect(() => readCardNumber(text)).toThrow(/8 to 20/);
    },
  );
});

describe("waitAfter", () => {
  it("doubles from five seconds and stays at half an hour", () => {
    expect([1, 2, 3, 9, 10, 40].map(waitAfter)).toEqual([5, 10, 20, 1280, 1800, 1800]);
  });
});
