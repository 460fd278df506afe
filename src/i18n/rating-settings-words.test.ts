import { describe, expect, it } from "vitest";
import { ratingPolicyChoices } from "@/core/rating/rating-policy";
import { FINDING_CODES } from "@/core/rating/usual-findings";
import { locales } from "./locale";
import { messagesOf } from "./messages";

describe.each(locales)("rating's settings have words in %s", (locale) => {
  const { policy, finding } = messagesOf(locale).ratingSettings;

  it("for every policy and each of its choices", () => {
    const worded = Object.entries(policy).map(([field, { choice }]) => [
      field,
      Object.keys(choice),
    ]);
    const choices = Object.entries(ratingPolicyChoices).map(([field, all]) => [
      field,
      all.map(String),
    ]);
    expect(worded).toEqual(choices);
  });

  it("for every finding that may be held or noted", () => {
    expect(Object.keys(finding)).toEqual(FINDING_CODES);
  });
});
