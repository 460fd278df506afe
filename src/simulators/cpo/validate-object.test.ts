import { describe, expect, it } from "vitest";
import { buildLocations } from "./locations";
import { PROFILES } from "./profiles";
import { findViolations } from "./validate-object";

const { normal } = PROFILES.nordstrom;

describe("findViolations", () => {
  it.each(["nordstrom", "kanaal"] as const)(
    "finds nothing wrong with %s's tariffs and locations",
    (name) => {
      const profile = PROFILES[name];
      const locations = buildLocations(profile, "2026-01-01T00:00:00.000Z");
      const found = [
        ...[profile.normal, profile.fast].flatMap((tariff) =>
          findViolations("Tariff", tariff, { isClosed: true }),
        ),
        ...locations.flatMap((location) =>
          findViolations("Location", location, { isClosed: true }),
        ),
      ];
      expect(found).toEqual([]);
    },
  );

  it.each([
    [{ ...normal, currency: undefined }, "currency is missing"],
    [{ ...normal, party_id: "NSLX" }, "party_id is longer than 3"],
    [{ ...normal, type: "CHEAP" }, "type is not a TariffType"],
    [{ ...normal, elements: [] }, "elements is empty"],
    [{ ...normal, last_updated: "yesterday" }, "last_updated is not a DateTime"],
    [{ ...normal, colour: "red" }, "colour is not a field of Tariff"],
    [{ ...normal, id: "Å" }, "id is not printable ASCII"],
  ])("names what is wrong (%#)", (tariff, problem) => {
    expect(findViolations("Tariff", tariff, { isClosed: true })).toEqual([problem]);
  });

  it("looks into nested objects and numbers", () => {
    const tariff = structuredClone(normal);
    const component = tariff.elements[0]?.price_components[0];
    if (component !== undefined) Object.assign(component, { price: 1.23456, step_size: 1.5 });
    expect(findViolations("Tariff", tariff)).toEqual([
      "elements[0].price_components[0].price is not a number of at most four decimals",
      "elements[0].price_components[0].step_size is not a whole number",
    ]);
  });

  it("wants coordinates with five to seven decimals", () => {
    const [location] = buildLocations(PROFILES.kanaal, "2026-01-01T00:00:00Z");
    const near = { ...location, coordinates: { latitude: "52.3855", longitude: "4.891703" } };
    expect(findViolations("Location", near)).toEqual(["coordinates.latitude has the wrong form"]);
  });

  it("lets a PATCH leave out all but last_updated", () => {
    expect(findViolations("Session", { kwh: 1 }, { isPartial: true })).toEqual([
      "last_updated is missing",
    ]);
    expect(
      findViolations(
        "Session",
        { kwh: 1, last_updated: "2026-01-01T00:00:00Z" },
        { isPartial: true },
      ),
    ).toEqual([]);
  });
});
