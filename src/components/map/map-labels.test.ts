import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { netOfDegrees, scaleBar } from "./map-measure";
import { degreesOf, scaleOf, shownBounds, worldOf } from "./mercator";
import { type LabelView, pickLabels } from "./pick-labels";
import { NAMES_URL, type PlaceNames } from "./place-names";

const STOCKHOLM = { longitude: 18.0687, latitude: 59.3294 };
const NO_NAMES = { towns: [], quarters: [] };

const names = JSON.parse(await readFile(`public${NAMES_URL}`, "utf8")) as PlaceNames;

function viewOf(zoom: number, { width, height } = { width: 390, height: 640 }): LabelView {
  const scale = scaleOf(zoom);
  const middle = worldOf(STOCKHOLM.longitude, STOCKHOLM.latitude);
  const spotOf = (at: typeof STOCKHOLM) => {
    const { x, y } = worldOf(at.longitude, at.latitude);
    return { x: (x - middle.x) * scale + width / 2, y: (y - middle.y) * scale + height / 2 };
  };
  return { scale, width, height, spotOf };
}

const textsAt = (zoom: number) =>
  pickLabels(viewOf(zoom), { names, stations: [], markers: [] }).map(({ text }) => text);

describe("the names on the drawn map", () => {
  it("name the largest of a country from afar, and quarters of the town near by", () => {
    const far = textsAt(4);
    expect(far).toContain("Stockholm");
    expect(far).toContain("Oslo");
    expect(far).not.toContain("Södermalm");
    const near = textsAt(11);
    expect(near).toEqual(expect.arrayContaining(["Södermalm", "Kungsholmen"]));
    expect(near).not.toContain("Oslo");
  });

  it("cover neither each other nor a marker, and are not cut by the frame", () => {
    const view = viewOf(9);
    const marker = view.spotOf(STOCKHOLM);
    const labels = pickLabels(view, { names, stations: [], markers: [marker] });
    expect(labels.length).toBeGreaterThan(5);
    expect(labels.map(({ text }) => text)).not.toContain("Stockholm");
    const halves = labels.map(({ text }) => (text.length * 7) / 2);
    for (const [index, one] of labels.entries()) {
      expect(one.x - (halves[index] ?? 0)).toBeGreaterThanOrEqual(0);
      expect(one.x + (halves[index] ?? 0)).toBeLessThanOrEqual(view.width);
      for (const [after, other] of labels.entries()) {
        if (after <= index) continue;
        const isApart =
          Math.abs(one.x - other.x) >= (halves[index] ?? 0) + (halves[after] ?? 0) ||
          Math.abs(one.y - other.y) >= 18;
        expect(isApart, `${one.text} and ${other.text}`).toBe(true);
      }
    }
  });

  it("leave the corners to the scale and to what zooms", () => {
    const view = viewOf(9);
    const corner = (x: number, y: number): PlaceNames["towns"][number] => {
      const middle = worldOf(STOCKHOLM.longitude, STOCKHOLM.latitude);
      const world = {
        x: middle.x + (x - view.width / 2) / view.scale,
        y: middle.y + (y - view.height / 2) / view.scale,
      };
      const { longitude, latitude } = degreesOf(world);
      return ["Sala", longitude, latitude];
    };
    const towns = [corner(50, view.height - 15), corner(view.width - 30, 40), corner(50, 40)];
    const labels = pickLabels(view, { names: { towns, quarters: [] }, stations: [], markers: [] });
    expect(labels.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([[50, 40]]);
  });

  it("are those of the stations under their markers, before any town's, where the map is near", () => {
    const station = { id: "s", name: "Hornstull", ...STOCKHOLM };
    const of = (zoom: number) =>
      pickLabels(viewOf(zoom), {
        names: {
          ...NO_NAMES,
          towns: [["Stockholm", STOCKHOLM.longitude, STOCKHOLM.latitude - 0.001]],
        },
        stations: [station],
        markers: [viewOf(zoom).spotOf(station)],
      });
    expect(of(13)[0]).toMatchObject({ text: "Hornstull", kind: "station", under: 27 });
    expect(of(8).map(({ kind }) => kind)).not.toContain("station");
  });
});

describe("the measure of the drawn map", () => {
  it("is a round distance that fits, less of it the nearer the pole", () => {
    const { metres, px } = scaleBar({ latitude: 59.33, scale: scaleOf(12) });
    // 40,075 km × cos 59.33° over 2,097,152 pixels: 9.75 m each.
    expect(metres).toBe(1000);
    expect(px).toBeCloseTo(102.6, 0);
    // At the equator 19.1 m each.
    const equator = scaleBar({ latitude: 0, scale: scaleOf(12) });
    expect(equator.metres).toBe(2000);
    expect(equator.px).toBeCloseTo(104.7, 0);
  });

  it("has a net at every zoom whose lines are some 90 pixels apart or more", () => {
    const frame = { width: 390, height: 640 };
    for (const zoom of [3, 6, 9, 12, 13]) {
      const scale = scaleOf(zoom);
      const shown = shownBounds({ ...STOCKHOLM, scale }, frame);
      const meridians = netOfDegrees(shown, scale)
        .flatMap(([from, to]) => (from && to && from[0] === to[0] ? [from[0]] : []))
        .filter((x) => x >= shown.west && x <= shown.east);
      expect(meridians.length).toBeGreaterThanOrEqual(1);
      expect(meridians.length).toBeLessThanOrEqual(5);
    }
  });
});
