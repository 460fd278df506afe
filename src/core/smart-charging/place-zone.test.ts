import { describe, expect, it } from "vitest";
import { biddingZone } from "./market/bidding-zones";
import { zoneOfPlace } from "./place-zone";

const zoneAt = (country: string, latitude: string, longitude = "18") =>
  zoneOfPlace({ country, coordinates: { latitude, longitude } });

describe("the bidding zone of a place", () => {
  it.each<[string, [string, string, string], string]>([
    ["Luleå", ["SWE", "65.58", "22.15"], "SE1"],
    ["Sundsvall", ["SWE", "62.39", "17.31"], "SE2"],
    ["Stockholm", ["SWE", "59.33", "18.07"], "SE3"],
    ["Göteborg", ["SWE", "57.71", "11.97"], "SE3"],
    ["Malmö", ["SWE", "55.60", "13.00"], "SE4"],
    ["Aarhus", ["DNK", "56.16", "10.20"], "DK1"],
    ["København", ["DNK", "55.68", "12.57"], "DK2"],
    ["Amsterdam", ["NLD", "52.36", "4.88"], "NL"],
    ["Berlin", ["DEU", "52.52", "13.40"], "DE_LU"],
  ])("is told by country and coordinates: %s", (_, place, zone) => {
    expect(zoneAt(...place)).toBe(zone);
    expect(biddingZone(zone)).toBeDefined();
  });

  it("is not guessed where a country has zones that coordinates do not tell apart", () => {
    expect(zoneAt("NOR", "59.91", "10.75")).toBeNull();
    expect(zoneAt("ITA", "45.46", "9.19")).toBeNull();
    expect(zoneAt("XXX", "0", "0")).toBeNull();
    expect(zoneAt("SWE", "")).toBeNull();
    expect(zoneAt("DNK", "56.16", "")).toBeNull();
  });
});
