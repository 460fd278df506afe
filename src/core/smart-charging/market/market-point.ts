/** What is known of a zone: a day-ahead price, or the carbon intensity of its production. */
export type MarketQuantity = "price" | "carbon";

/** The length of every point that we keep: longer ones are cut into quarter hours of the same value. */
export const QUARTER_MS = 900_000;

/** A zone's price or carbon intensity for one quarter of an hour. */
export interface MarketPoint {
  /** Bidding zone by its short name ("SE3"). */
  readonly zone: string;
  readonly quantity: MarketQuantity;
  /** Epoch ms; a multiple of `QUARTER_MS`. */
  readonly startsMs: number;
  /** price: 10⁻⁶ of the currency per kWh. carbon: 10⁻⁶ g CO₂e per kWh. */
  readonly valueMicro: bigint;
  /** Of a price; null for carbon. */
  readonly currency: string | null;
}

/** Why something of a file was not taken, or not as it stood there. `detail` is a name or figure out of the file. */
export interface MarketProblem {
  readonly code: MarketProblemCode;
  readonly detail: string;
}

/** All reasons, as the pages know them. */
export const marketProblemCodes = [
  "too_large",
  "not_xml",
  "document_type_declared",
  "unknown_document",
  "acknowledged",
  "not_day_ahead",
  "not_generation",
  "unknown_zone",
  "two_zones",
  "unit",
  "currency",
  "resolution",
  "curve",
  "interval",
  "position",
  "gap",
  "number",
  "rounded",
  "other_auction",
  "production_type",
  "partial_generation",
  "single_kind",
  "too_many",
  "no_heading",
  "line",
  "step",
  "fetch",
] as const;

/** One of `marketProblemCodes`. */
export type MarketProblemCode = (typeof marketProblemCodes)[number];

/** What was read from a file: points in order of zone, quantity and time, no two for the same quarter hour. */
export interface MarketFile {
  readonly points: readonly MarketPoint[];
  readonly problems: readonly MarketProblem[];
}

/** A problem as it is kept in the database: its code, a space, its detail. */
export function writeProblem({ code, detail }: MarketProblem): string {
  return detail === "" ? code : `${code} ${detail}`;
}

/** A kept problem read again. What has no code of ours is a `line` with the whole text. */
export function readProblem(text: string): MarketProblem {
  const [first = "", ...rest] = text.split(" ");
  const code = marketProblemCodes.find((known) => known === first);
  return code === undefined ? { code: "line", detail: text } : { code, detail: rest.join(" ") };
}
