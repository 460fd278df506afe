import { describe, expect, it } from "vitest";
import { keptClasses, keptClassIds, keptUntil } from "./kept-classes";

const day = (text: string) => Temporal.PlainDate.from(text);

describe("how long something is kept", () => {
  it("is seven whole years after the calendar year for books", () => {
    const books = { kind: "years_after_year", years: 7 } as const;
    expect(keptUntil(books, day("2026-01-01"))?.toString()).toBe("2034-01-01");
    expect(keptUntil(books, day("2026-12-31"))?.toString()).toBe("2034-01-01");
  });

  it("is counted in days for what passes, and not known while the account decides", () => {
    expect(keptUntil({ kind: "days", days: 365 }, day("2027-03-01"))?.toString()).toBe(
      "2028-02-29",
    );
    expect(keptUntil({ kind: "account" }, day("2026-01-01"))).toBeNull();
    expect(keptUntil({ kind: "removed" }, day("2026-01-01"))).toBeNull();
  });

  it("is said of every kind of record once", () => {
    expect(keptClasses.map(({ id }) => id)).toEqual([...keptClassIds]);
  });
});
