import { describe, expect, it } from "vitest";
import { clusterPoints } from "./cluster-points";
import { boundsOf, boxText, type MapPoint } from "./map-point";
import { degreesOf, shownBounds, viewOf, worldOf } from "./mercator";

const point = (id: string, longitude: number, latitude: number): MapPoint => ({
  id,
  name: id,
  city: "",
  operator: "",
  latitude,
  longitude,
  price: null,
  available: 0,
  evses: 1,
  isOld: false,
  isCheapest: false,
});
const STOCKHOLM = [point("a", 18.03, 59.315), point("b", 18.1, 59.35)];

describe("the drawn map's projection", () => {
  it("leads back to the degrees that it came from", () => {
    const { longitude, latitude } = degreesOf(worldOf(18.03, 59.315));
    expect(longitude).toBeCloseTo(18.03, 9);
    expect(latitude).toBeCloseTo(59.315, 9);
  });

  it("shows all places, and the area it names holds them", () => {
    const bounds = boundsOf(STOCKHOLM);
    if (!bounds) throw new Error("no bounds");
    const frame = { width: 390, height: 600 };
    const shown = shownBounds(viewOf(bounds, frame, 1e7), frame);
    expect(shown.west).toBeLessThan(bounds.west);
    expect(shown.east).toBeGreaterThan(bounds.east);
    expect(shown.south).toBeLessThan(bounds.south);
    expect(shown.north).toBeGreaterThan(bounds.north);
  });

  it("names an area by four decimals, and none where nothing is", () => {
    expect(boxText({ west: 17.9, south: 59.20004, east: 18.2, north: 59.4 })).toBe(
      "17.9,59.2,18.2,59.4",
    );
    expect(boundsOf([])).toBeNull();
  });
});

describe("markers", () => {
  it("stand for several places where those would cover each other, and lose none", () => {
    const points = [...STOCKHOLM, point("c", 18.0301, 59.3151)];
    const far = clusterPoints(points, () => ({ x: 0, y: 0 }));
    expect(far.map(({ points: own }) => own.length)).toEqual([3]);
    const near = clusterPoints(points, ({ longitude, latitude }) => ({
      x: longitude * 10_000,
      y: latitude * 10_000,
    }));
    expect(near.map(({ points: own }) => own.map(({ id }) => id))).toEqual([["a", "c"], ["b"]]);
  });
});
