import { describe, expect, it } from "vitest";
import { chooseWay, type WayFacts } from "./goal-way";

const FACTS: WayFacts = {
  isAtSteeredSite: false,
  style: "CHEAP",
  hasDeparture: true,
  hasEnergy: true,
  preferences: { hindrance: null, hasPrice: true, refused: null },
  profile: { hindrance: null, isRefused: false },
};
const preferences = (change: Partial<WayFacts["preferences"]>) => ({
  preferences: { ...FACTS.preferences, ...change },
});
const profile = (change: Partial<WayFacts["profile"]>) => ({
  profile: { ...FACTS.profile, ...change },
});
const by = (change: Partial<WayFacts>) => chooseWay({ ...FACTS, ...change }).by;

describe("the way of a goal", () => {
  it("is the site's plan, the operator's, our own for this session, or none", () => {
    expect(by({ isAtSteeredSite: true })).toBe("site");
    expect(by({})).toBe("operator");
    expect(by(preferences({ hindrance: "not-capable" }))).toBe("session");
    expect(by(preferences({ hasPrice: false }))).toBe("session");
    const none = {
      ...preferences({ hindrance: "no-preferences" }),
      ...profile({ hindrance: "no-profiles" }),
    };
    expect(chooseWay({ ...FACTS, ...none })).toEqual({ way: "none", by: null, asks: null });
  });

  it("is not the site's where the charging point takes no profile", () => {
    const blind = profile({ hindrance: "not-capable" });
    expect(by({ isAtSteeredSite: true, ...blind })).toBe("operator");
  });

  it.each(["NOT_POSSIBLE", "PROFILE_TYPE_NOT_SUPPORTED", "other"] as const)(
    "goes on to the next best after a no: %s",
    (refused) => {
      expect(by(preferences({ refused }))).toBe("session");
      expect(by({ ...preferences({ refused }), ...profile({ isRefused: true }) })).toBeNull();
    },
  );

  it("stays open while the operator asks for what the driver can still say", () => {
    const departure = preferences({ refused: "DEPARTURE_REQUIRED" });
    expect(chooseWay({ ...FACTS, ...departure, hasDeparture: false })).toEqual({
      way: "preferences",
      by: "operator",
      asks: "departure",
    });
    const energy = preferences({ refused: "ENERGY_NEED_REQUIRED" });
    expect(chooseWay({ ...FACTS, ...energy, hasEnergy: false }).asks).toBe("energy");
    // It was told, and says so all the same.
    expect(by(departure)).toBe("session");
    expect(by(energy)).toBe("session");
  });
});
