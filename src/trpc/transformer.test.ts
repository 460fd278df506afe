import { describe, expect, it } from "vitest";
import { transformer } from "./transformer";

describe("the transformer", () => {
  it("carries money, energy and times without loss", () => {
    const value = {
      amountMinor: 900_719_925_474_099_312n,
      at: Temporal.Instant.from("2026-10-25T00:30:00.0001Z"),
      dueOn: Temporal.PlainDate.from("2026-11-30"),
      absent: undefined,
    };
    const back = transformer.parse<typeof value>(transformer.stringify(value));
    expect(back.amountMinor).toBe(value.amountMinor);
    expect(back.at.equals(value.at)).toBe(true);
    expect(back.dueOn.equals(value.dueOn)).toBe(true);
  });
});
