import { describe, expect, it } from "vitest";
import { refusalCodes } from "@/core/invoicing/document-refusal";
import { HOLD_CODES, holdRules } from "@/core/rating/hold-rules";
import { SEVERITIES } from "@/core/rating/lint-finding";
import { READING_NAMES } from "@/core/rating/reading-names";
import { locales } from "./locale";
import { messagesOf } from "./messages";

describe.each(locales)("finance has words in %s", (locale) => {
  const { finance } = messagesOf(locale);

  it("for every alternative reading", () => {
    expect(READING_NAMES.filter((name) => !Object.hasOwn(finance.reading, name))).toEqual([]);
  });

  it("for every reason why there is no e-invoice", () => {
    const { refusals } = finance.invoice;
    expect(refusalCodes.filter((code) => !Object.hasOwn(refusals, code))).toEqual([]);
  });

  it("for every reason to hold, and for what releases it", () => {
    const [unpriceable, others] = [
      HOLD_CODES.filter((code) => code.startsWith("unpriceable:")),
      HOLD_CODES.filter((code) => !code.startsWith("unpriceable:")),
    ];
    expect(others.filter((code) => !Object.hasOwn(finance.held, code))).toEqual([]);
    const reasons = unpriceable.map((code) => code.slice("unpriceable:".length));
    expect(reasons.filter((code) => !Object.hasOwn(finance.unpriceable, code))).toEqual([]);
    const rules = Object.values(holdRules);
    const { releasedBy, driver } = finance.holdRule;
    expect(rules.filter((rule) => !Object.hasOwn(driver, rule.driver))).toEqual([]);
    expect(
      rules.flatMap((rule) => rule.releasedBy.filter((one) => !Object.hasOwn(releasedBy, one))),
    ).toEqual([]);
  });

  it("for everything that a lint finds", () => {
    expect(Object.keys(SEVERITIES).filter((code) => !Object.hasOwn(finance.lint, code))).toEqual(
      [],
    );
  });
});
