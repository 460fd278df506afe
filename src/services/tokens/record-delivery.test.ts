import { describe, expect, it } from "vitest";
import { waitAfter } from "./record-delivery";

describe("waitAfter", () => {
  it("doubles from five seconds and stays at half an hour", () => {
    expect([1, 2, 3, 9, 10, 40].map(waitAfter)).toEqual([5, 10, 20, 1280, 1800, 1800]);
  });
});
