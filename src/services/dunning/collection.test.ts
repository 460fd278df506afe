import { describe, expect, it } from "vitest";

import { knownDeclineCodes } from "@/services/payments/decline-advice";
import { failureClass } from "./collection";

describe("what a failure says about another try", () => {
  it.each(["lost_card", "stolen_card", "expired_card", "pickup_card", "incorrect_number"])(
    "never tries %s again",
    (code) => {
      expect(failureClass("card_declined", code, null)).toBe("method");
      expect(failureClass("card_declined", code, "try_again_later")).toBe("method");
    },
  );

  it("obeys the network's do_not_try_again, whatever the code", () => {
    for (const code of knownDeclineCodes) {
      expect([code, failureClass("card_declined", code, "do_not_try_again")]).toEqual([
        code,
        "method",
      ]);
    }
  });

  it.each([
    ["insufficient_funds", "pay_day"],
    ["authentication_required", "approval"],
    ["issuer_not_available", "retry"],
    ["generic_decline", "retry"],
    ["a_code_of_next_year", "retry"],
  ])("takes %s as %s", (code, expected) => {
    expect(failureClass("card_declined", code, null)).toBe(expected);
  });

  it("asks where Stripe says that the card's details are wrong", () => {
    expect(failureClass("card_declined", "do_not_honor", "confirm_card_data")).toBe("method");
  });
});
