import { isCurrency } from "@/core/money/currency";
import { parseDecimal } from "@/core/money/quantity";
import { biddingZone } from "@/core/smart-charging/market/bidding-zones";
import {
  QUARTER_MS,
  type MarketFile,
  type MarketPoint,
  type MarketQuantity,
} from "@/core/smart-charging/market/market-point";
import { inOrder } from "./entsoe-document";
import { ProblemList } from "./problem-list";

/** What the person who uploads says of a file that does not say it itself. */
export interface CsvAnswers {
  readonly zone: string | null;
  readonly currency: string | null;
}

const HEADINGS = ["starts_at", "price", "carbon", "zone", "currency"] as const;
type Heading = (typeof HEADINGS)[number];

const MOST_LINES = 200_000;
const MOST_VALUE = 10n ** 15n;
/** Minutes that a line may stand for. */
const STEPS = [15, 30, 60];

interface CsvLine {
  readonly number: number;
  readonly zone: string;
  readonly currency: string | null;
  readonly startsMs: number;
  readonly price: bigint | null;
  readonly carbon: bigint | null;
}

/**
 * Reads `starts_at;price` lines, with a heading: times with their offset ("2026-11-23T00:00+01:00"), prices per MWh with a
 * point or a comma. Further columns: carbon (g CO₂e per kWh), zone, currency; the last two may be answered for the
 * whole file. A line stands for the smallest step between two of its zone: 15, 30 or 60 minutes. Never throws.
 */
export function readPriceCsv(text: string, answers: CsvAnswers): MarketFile {
  const problems = new ProblemList();
  const [heading = "", ...lines] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const columns = heading.split(";").map((name) => name.trim().toLowerCase());
  const isReadable =
    columns.includes("starts_at") && (columns.includes("price") || columns.includes("carbon"));
  if (!isReadable) problems.add("no_heading", heading);
  if (lines.length > MOST_LINES) problems.add("too_many", `${lines.length}`);
  if (!isReadable || lines.length > MOST_LINES) return { points: [], problems: problems.all() };
  const byZone = new Map<string, CsvLine[]>();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const cells = cellsOf(columns, line);
    const read = readLine({ cells, number: index + 2, answers }, problems);
    if (read === null) continue;
    const known = byZone.get(read.zone) ?? [];
    known.push(read);
    byZone.set(read.zone, known);
  }
  const points = [...byZone.values()].flatMap((of) => pointsOf(of, problems));
  return { points: inOrder(points), problems: problems.all() };
}

function cellsOf(columns: readonly string[], line: string): ReadonlyMap<Heading, string> {
  const cells = line.split(";");
  return new Map(
    HEADINGS.flatMap((name) => {
      const cell = cells[columns.indexOf(name)]?.trim().replace(/^"(.*)"$/, "$1");
      return cell === undefined || cell === "" ? [] : [[name, cell] as const];
    }),
  );
}

interface LineToRead {
  readonly cells: ReadonlyMap<Heading, string>;
  readonly number: number;
  readonly answers: CsvAnswers;
}

function readLine({ cells, number, answers }: LineToRead, problems: ProblemList): CsvLine | null {
  const refuse = (what: string) => {
    problems.add("line", `${number}: ${what}`);
    return null;
  };
  const zone = cells.get("zone") ?? answers.zone ?? "";
  if (biddingZone(zone) === undefined) {
    problems.add("unknown_zone", zone);
    return null;
  }
  const written = cells.get("starts_at") ?? "";
  const startsMs = epochMsOf(written);
  if (startsMs === null || startsMs % QUARTER_MS !== 0) return refuse(written);
  const currency = cells.get("currency") ?? answers.currency;
  const priceText = cells.get("price");
  if (priceText !== undefined && (currency === null || !isCurrency(currency))) {
    problems.add("currency", currency ?? "");
    return null;
  }
  const price = priceText === undefined ? null : decimalOf(priceText, 3);
  const carbonText = cells.get("carbon");
  const carbon = carbonText === undefined ? null : decimalOf(carbonText, 6);
  if (price === undefined) return refuse(priceText ?? "");
  if (carbon === undefined || (carbon !== null && carbon < 0n)) return refuse(carbonText ?? "");
  return { number, zone, currency, startsMs, price, carbon };
}

/** undefined: no number. */
function decimalOf(text: string, digits: number): bigint | undefined {
  const read = parseDecimal(text.replace(",", "."), digits);
  if (!read.ok || read.value.value > MOST_VALUE || read.value.value < -MOST_VALUE) return undefined;
  return read.value.value;
}

function epochMsOf(text: string): number | null {
  try {
    // Without its offset, a time would be another one in every zone, and two in a night of October.
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}

function pointsOf(lines: readonly CsvLine[], problems: ProblemList): readonly MarketPoint[] {
  const [{ zone } = { zone: "" }] = lines;
  const starts = [...new Set(lines.map(({ startsMs }) => startsMs))].toSorted((a, b) => a - b);
  const gaps = starts.slice(1).map((start, index) => (start - (starts[index] ?? 0)) / 60_000);
  const step = gaps.length === 0 ? 60 : gaps.reduce((least, gap) => Math.min(least, gap));
  if (!STEPS.includes(step)) {
    problems.add("step", `${zone} ${step}`);
    return [];
  }
  const points = new Map<string, MarketPoint>();
  for (const line of lines) {
    const { startsMs, currency, number } = line;
    for (let at = startsMs; at < startsMs + step * 60_000; at += QUARTER_MS) {
      const take = (quantity: MarketQuantity, valueMicro: bigint | null) => {
        if (valueMicro === null) return;
        const key = `${quantity} ${at}`;
        if (points.has(key)) problems.add("position", `${number}`);
        else {
          const said = quantity === "price" ? currency : null;
          points.set(key, { zone, quantity, startsMs: at, valueMicro, currency: said });
        }
      };
      take("price", line.price);
      take("carbon", line.carbon);
    }
  }
  return [...points.values()];
}
