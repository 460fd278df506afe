import {
  createSearchParamsCache,
  createSerializer,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";

/** How many places the list shows at first, and how many more at each "show more". */
export const STEP = 20;

/** What the address of the list of places says. */
export const chargeParsers = {
  q: parseAsString.withDefault(""),
  near: parseAsString,
  box: parseAsString,
  power: parseAsString,
  plug: parseAsArrayOf(parseAsString).withDefault([]),
  free: parseAsString,
  op: parseAsString,
  max: parseAsString,
  sort: parseAsString,
  n: parseAsInteger.withDefault(STEP),
  view: parseAsStringLiteral(["list", "map"]).withDefault("list"),
  kwh: parseAsString,
  min: parseAsString,
  car: parseAsString,
};

/** The names of what narrows a search down. */
export const filterNames = ["power", "plug", "free", "op", "max", "box"] as const;

export const chargeAddress = createSearchParamsCache(chargeParsers);

/** An address with the same things to say as `chargeParsers` reads. */
export const chargeHref = createSerializer(chargeParsers);
