import { describe, expect, it } from "vitest";
import { isPostalCode } from "./postal-code";
import { isStepOpen, nextSignUpStep } from "./sign-up-steps";
import { zoneOfCountry } from "./zone-of-country";

const nothing = { hasAcceptedTerms: false };
const invoice = { address: {}, kind: "consumer" } as const;

describe("a sign-up that is left and taken up again", () => {
  it("goes on with the first question that has no answer", () => {
    expect(nextSignUpStep(nothing)).toBe("you");
    expect(nextSignUpStep({ ...nothing, name: "Åsa" })).toBe("invoice");
    expect(nextSignUpStep({ ...nothing, name: "Åsa", ...invoice })).toBe("terms");
    const agreed = { hasAcceptedTerms: true, name: "Åsa", ...invoice };
    expect(nextSignUpStep(agreed)).toBe("plan");
    expect(nextSignUpStep({ ...agreed, planId: "p" })).toBeNull();
  });
  it("opens no step whose ground is missing, and each that was done", () => {
    expect(isStepOpen("you", nothing)).toBe(true);
    expect(isStepOpen("plan", { ...nothing, name: "Åsa", ...invoice })).toBe(false);
    expect(isStepOpen("invoice", { ...nothing, name: "Åsa", ...invoice })).toBe(true);
  });
  it("asks for the terms again when others hold by now, whatever was answered after them", () => {
    const done = { name: "Åsa", ...invoice, planId: "p", hasAcceptedTerms: false };
    expect(nextSignUpStep(done)).toBe("terms");
  });
});

describe("a postal code", () => {
  it.each([
    ["SE", "118 20", true],
    ["SE", "SE-118 20", true],
    ["SE", "1182", false],
    ["NL", "1016 gv", true],
    ["NL", "1016", false],
    ["DK", "2100", true],
    ["DE", "10115", true],
    ["GB", "SW1A 1AA", true],
    ["GB", "!", false],
  ])("of %s, written %s: %s", (country, text, isOne) => {
    expect(isPostalCode(country, text)).toBe(isOne);
  });
});

describe("the zone of a country", () => {
  it("is one that the clock knows", () => {
    for (const country of ["SE", "DE", "DK", "FI", "NL", "NO"]) {
      const zone = zoneOfCountry(country) ?? "";
      expect(() => Temporal.Now.zonedDateTimeISO(zone)).not.toThrow();
    }
    expect(zoneOfCountry("US")).toBeNull();
  });
});
