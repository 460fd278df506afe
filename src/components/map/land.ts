import { z } from "zod";
import { netOfDegrees } from "./map-measure";
import type { MapBounds } from "./map-point";
import { worldOf } from "./mercator";

/** Where the drawing lies; public/map/NOTICE.md says what it is made of. */
export const LAND_URL = "/map/europe.geojson";

const line = z.array(z.tuple([z.number(), z.number()]));
const landFile = z.object({
  features: z.tuple([
    z.object({ geometry: z.object({ coordinates: z.array(z.array(line)) }) }),
    z.object({ geometry: z.object({ coordinates: z.array(line) }) }),
  ]),
});
type Land = z.infer<typeof landFile>;

/** Fetches the drawing of land and borders. */
export async function readLand(): Promise<Land> {
  const answer = await fetch(LAND_URL);
  if (!answer.ok) throw new Error(`The drawing of the land answered ${answer.status}.`);
  return landFile.parse(await answer.json());
}

/** Land and borders as SVG paths in a world that is one wide and one high. */
export function landPath({ features: [land, borders] }: Land): { land: string; borders: string } {
  return {
    land: land.geometry.coordinates
      .flatMap((polygon) => polygon.map((ring) => `${pathOf(ring)}Z`))
      .join(""),
    borders: borders.geometry.coordinates.map(pathOf).join(""),
  };
}

/** The net of degrees over what is shown, in the same world. */
export function netPath(shown: MapBounds, scale: number): string {
  return netOfDegrees(shown, scale).map(pathOf).join("");
}

function pathOf(points: readonly (readonly [number, number])[]): string {
  return points
    .map(([longitude, latitude], index) => {
      const { x, y } = worldOf(longitude, latitude);
      return `${index === 0 ? "M" : "L"}${x.toFixed(7)} ${y.toFixed(7)}`;
    })
    .join("");
}
