import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import { allowanceBook } from "./allowance-book";
import { billingPeriodAt } from "./billing-period";
import type { SubscriptionTerms } from "./subscription-terms";

const zone = "Europe/Stockholm";
const months = ["2026-09-10", "2026-10-10"].map((day) =>
  billingPeriodAt(Temporal.Instant.from(`${day}T00:00:00Z`), zone),
);
const terms: SubscriptionTerms = {
  interval: "month",
  currencies: [{ currency: "SEK", feeMinor: 99_00n }],
  trialDays: 14,
  includedMicroKwh: micro("100"),
  freeStarts: 2,
};
const use = { includedMicroKwh: "60000000", startFees: 1, savedMinor: "0" };
const [september, october] = ["2026-09-20T10:00:00Z", "2026-10-20T10:00:00Z"].map((text) =>
  Temporal.Instant.from(text),
);

describe("a subscription that is pretended", () => {
  it("costs its fee and includes its allowance anew each month, and has no trial", () => {
    const book = allowanceBook(terms, 99_00n, months, zone);
    expect(book.fees).toEqual([99_00n, 99_00n]);
    book.use(september!, use);
    expect(book.at(september!)).toMatchObject({ usedMicroKwh: micro("60"), usedStarts: 1 });
    expect(book.at(october!)).toMatchObject({ usedMicroKwh: 0n, usedStarts: 0 });
    expect(book.at(Temporal.Instant.from("2026-11-20T10:00:00Z"))).toBeNull();
  });

  it("spreads a yearly fee and allowance over the months by the second", () => {
    const book = allowanceBook({ ...terms, interval: "year" }, 1_200_00n, months, zone);
    // Of 8 760 hours September has 720 and October, with the clock put back, 745.
    expect(book.fees).toEqual([98_63n, 102_05n]);
    expect(book.at(september!)?.includedMicroKwh).toBe(16_723_744n);
    book.use(september!, use);
    expect(book.at(october!)?.usedMicroKwh).toBe(micro("60"));
  });
});
