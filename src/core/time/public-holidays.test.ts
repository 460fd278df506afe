import { describe, expect, it } from "vitest";
import { easterSunday, isPublicHoliday, isWorkingDay } from "./public-holidays";

const day = (text: string) => Temporal.PlainDate.from(text);

/** The holidays of a year that fall on Monday to Friday. */
function ofYear(year: number, country: string): string[] {
  const found: string[] = [];
  for (let one = day(`${year}-01-01`); one.year === year; one = one.add({ days: 1 }))
    if (one.dayOfWeek <= 5 && isPublicHoliday(one, country)) found.push(one.toString().slice(5));
  return found;
}

describe("public holidays", () => {
  it("move with Easter, also in its earliest, latest and exceptional years", () => {
    const years = {
      1818: "03-22",
      1943: "04-25",
      1954: "04-18",
      1981: "04-19",
      2008: "03-23",
      2024: "03-31",
      2026: "04-05",
      2027: "03-28",
      2038: "04-25",
      2049: "04-18",
    };
    for (const [year, sunday] of Object.entries(years)) {
      expect(easterSunday(Number(year)).toString()).toBe(`${year}-${sunday}`);
      expect(easterSunday(Number(year)).dayOfWeek).toBe(7);
    }
  });

  it("are those of the calendars of Sweden, Germany and the Netherlands", () => {
    expect(ofYear(2026, "SE")).toEqual([
      "01-01",
      "01-06",
      "04-03",
      "04-06",
      "05-01",
      "05-14",
      "06-19",
      "12-24",
      "12-25",
      "12-31",
    ]);
    expect(ofYear(2026, "DE")).toEqual([
      "01-01",
      "04-03",
      "04-06",
      "05-01",
      "05-14",
      "05-25",
      "12-25",
    ]);
    expect(ofYear(2026, "NL")).toEqual([
      "01-01",
      "04-03",
      "04-06",
      "04-27",
      "05-05",
      "05-14",
      "05-25",
      "12-25",
    ]);
  });

  it("leave King's Day out of a Sunday, Midsummer's Eve on its Friday, and other countries alone", () => {
    expect(isPublicHoliday(day("2025-04-26"), "NL")).toBe(true);
    expect(isPublicHoliday(day("2025-04-27"), "NL")).toBe(false);
    expect(isPublicHoliday(day("2027-06-25"), "SE")).toBe(true);
    expect(isPublicHoliday(day("2027-06-24"), "SE")).toBe(false);
    expect(isPublicHoliday(day("2026-12-25"), "NO")).toBe(false);
  });

  it("are no working days, and neither are week-ends", () => {
    expect(isWorkingDay(day("2026-12-23"), "se")).toBe(true);
    expect(isWorkingDay(day("2026-12-24"), "se")).toBe(false);
    expect(isWorkingDay(day("2026-12-27"), "se")).toBe(false);
  });
});
