import { z } from "zod";

/** Where the names lie; public/map/NOTICE.md says whose they are. */
export const NAMES_URL = "/map/place-names.json";

const name = z.tuple([z.string(), z.number(), z.number()]);
const nameFile = z.object({ towns: z.array(name), quarters: z.array(name) });

/** Names of towns and of their quarters, each with longitude and latitude, the largest first. */
export type PlaceNames = z.infer<typeof nameFile>;

/** Fetches the names that the drawn map shows. */
export async function readPlaceNames(): Promise<PlaceNames> {
  const answer = await fetch(NAMES_URL);
  if (!answer.ok) throw new Error(`The names of places answered ${answer.status}.`);
  return nameFile.parse(await answer.json());
}
