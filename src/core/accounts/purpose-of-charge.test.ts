import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  holds,
  purposeOfCharge,
  type PurposeCondition,
  type PurposeFacts,
  type PurposeRule,
} from "./purpose-of-charge";

const FACTS: PurposeFacts = {
  startedAt: Temporal.Instant.from("2026-11-02T11:00:00Z"),
  timeZone: "Europe/Stockholm",
  place: "SE*NSL*LOC1",
  vehicleId: "car-1",
  tokenId: "card-1",
  memberId: "anna",
};

/** A charge that begins when the wall clock in Stockholm shows this. */
function at(wall: string, timeZone = "Europe/Stockholm"): PurposeFacts {
  const startedAt = Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).toInstant();
  return { ...FACTS, startedAt, timeZone };
}

const NOTHING = { purpose: "private", costCentreId: null } as const;
const rule = (
  id: string,
  condition: PurposeCondition,
  more: Partial<PurposeRule> = {},
): PurposeRule => ({
  id,
  condition,
  purpose: "business",
  costCentreId: null,
  ...more,
});

describe("a rule's clock", () => {
  const office = { weekdays: [1, 2, 3, 4, 5], from: "07:00", to: "18:00" };
  it.each([
    ["2026-11-02T06:59:59", false],
    ["2026-11-02T07:00:00", true],
    ["2026-11-06T17:59:59", true],
    ["2026-11-06T18:00:00", false],
    ["2026-11-07T12:00:00", false],
  ])("begins with its first minute and ends before its last: %s", (wall, expected) => {
    expect(holds(office, at(wall))).toBe(expected);
  });

  it.each([
    ["2026-11-02T21:59:59", false],
    ["2026-11-02T22:00:00", true],
    ["2026-11-03T00:00:00", true],
    ["2026-11-03T05:59:59", true],
    ["2026-11-03T06:00:00", false],
  ])("may pass midnight: %s", (wall, expected) => {
    expect(holds({ from: "22:00", to: "06:00" }, at(wall))).toBe(expected);
  });

  it("takes the weekday of the moment, also after midnight", () => {
    const night = { weekdays: [5], from: "22:00", to: "06:00" };
    expect(holds(night, at("2026-11-06T23:00:00"))).toBe(true);
    expect(holds(night, at("2026-11-07T02:00:00"))).toBe(false);
  });

  it("is the place's own, in another zone as in the hour that summer time repeats or leaves out", () => {
    const early = { from: "02:00", to: "03:00" };
    // 25 October 2026: the hour from 2 to 3 comes twice; 29 March: not at all.
    for (const instant of ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]) {
      expect(holds(early, { ...FACTS, startedAt: Temporal.Instant.from(instant) })).toBe(true);
    }
    for (const instant of ["2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"]) {
      expect(holds(early, { ...FACTS, startedAt: Temporal.Instant.from(instant) })).toBe(false);
    }
    expect(holds({ from: "07:00", to: "08:00" }, at("2026-11-02T07:30", "Europe/Helsinki"))).toBe(
      true,
    );
    expect(holds({ from: "07:00", to: "08:00" }, at("2026-11-02T08:30", "Europe/Helsinki"))).toBe(
      false,
    );
  });

  it("holds at one moment of a day exactly where its opposite does not", () => {
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);
    fc.assert(
      fc.property(clock, clock, fc.integer({ min: 0, max: 366 * 86_400 }), (from, to, seconds) => {
        fc.pre(from !== to);
        const startedAt = Temporal.Instant.from("2026-01-01T00:00:00Z").add({ seconds });
        const facts = { ...FACTS, startedAt };
        expect(holds({ from, to }, facts)).not.toBe(holds({ from: to, to: from }, facts));
      }),
    );
  });
});

describe("a rule's facts", () => {
  it.each<[string, PurposeCondition, boolean]>([
    ["a place in any case", { places: ["se*nsl*loc1"] }, true],
    ["another place", { places: ["SE*NSL*LOC2"] }, false],
    ["a car", { vehicleIds: ["car-2", "car-1"] }, true],
    ["another's card", { tokenIds: ["card-2"] }, false],
    ["a member", { memberIds: ["anna"] }, true],
    ["all that is said, not some of it", { memberIds: ["anna"], tokenIds: ["card-2"] }, false],
    ["nobody where nobody is named", { memberIds: [] }, false],
    ["everything where nothing is said", {}, true],
  ])("%s", (_what, condition, expected) => {
    expect(holds(condition, FACTS)).toBe(expected);
  });

  it("hold for nothing that is not known", () => {
    const unknown = { ...FACTS, place: null, vehicleId: null, tokenId: null, memberId: null };
    for (const condition of [
      { places: ["SE*NSL*LOC1"] },
      { vehicleIds: ["car-1"] },
      { tokenIds: ["card-1"] },
      { memberIds: ["anna"] },
    ]) {
      expect(holds(condition, unknown)).toBe(false);
    }
  });
});

describe("what a charge was for", () => {
  it("is what the first rule that holds says, whatever comes after it", () => {
    const condition = fc.record(
      {
        weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
        memberIds: fc.subarray(["anna", "bo"]),
      },
      { requiredKeys: [] },
    );
    const one = fc.record({
      id: fc.uuid(),
      condition,
      purpose: fc.constantFrom("business" as const, "private" as const),
      costCentreId: fc.option(fc.constantFrom("4100", "4200")),
    });
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 6 }),
        fc.integer({ min: 0, max: 13 }),
        (rules, days) => {
          const facts = { ...FACTS, startedAt: FACTS.startedAt.add({ hours: 24 * days }) };
          const said = purposeOfCharge(rules, facts, { purpose: "business", costCentreId: "9000" });
          const index = rules.findIndex((each) => holds(each.condition, facts));
          expect(said.ruleId).toBe(rules[index]?.id ?? null);
          const shorter = index < 0 ? rules : rules.slice(0, index + 1);
          const again = purposeOfCharge(shorter, facts, {
            purpose: "business",
            costCentreId: "9000",
          });
          expect(again).toEqual(said);
          if (said.purpose === "private") expect(said.costCentreId).toBeNull();
          else expect(said.costCentreId).not.toBeNull();
        },
      ),
    );
  });

  it("goes to the member's cost centre where the rule names none", () => {
    const own = { purpose: "private", costCentreId: "4100" } as const;
    expect(purposeOfCharge([rule("a", {})], FACTS, own)).toEqual({
      purpose: "business",
      costCentreId: "4100",
      ruleId: "a",
    });
    const other = rule("b", {}, { costCentreId: "4200" });
    expect(purposeOfCharge([other], FACTS, own).costCentreId).toBe("4200");
  });

  it("is the account's usual purpose where no rule holds", () => {
    expect(purposeOfCharge([rule("a", { weekdays: [7] })], FACTS, NOTHING)).toEqual({
      purpose: "private",
      costCentreId: null,
      ruleId: null,
    });
  });
});
