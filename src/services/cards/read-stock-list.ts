import { comparedNumber, isChipUid } from "./card-number";

/** A card as its maker lists it. */
export interface StockCard {
  readonly visualNumber: string;
  readonly uid: string;
}

/** A line that is no card, and why. */
export interface StockLineProblem {
  readonly line: number;
  readonly text: string;
  readonly problem: "columns" | "number" | "uid" | "twice";
}

/** What a list of cards says. */
export interface StockList {
  readonly cards: readonly StockCard[];
  readonly problems: readonly StockLineProblem[];
}

/**
 * Reads a maker's list: a card a line, the printed number and the chip's uid, with comma, semicolon or tab between.
 * A first line without a uid is taken for the heading. Each line that can't be used is named; the others stand.
 */
export function readStockList(text: string): StockList {
  const cards: StockCard[] = [];
  const problems: StockLineProblem[] = [];
  const seen = new Set<string>();
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === "") continue;
    const card = readLine(line);
    if (typeof card === "string") {
      const isHeading = index === 0 && card === "uid";
      if (!isHeading) problems.push({ line: index + 1, text: line.slice(0, 80), problem: card });
      continue;
    }
    const keys = [`n${comparedNumber(card.visualNumber)}`, `u${card.uid}`];
    if (keys.some((key) => seen.has(key))) {
      problems.push({ line: index + 1, text: line.slice(0, 80), problem: "twice" });
      continue;
    }
    for (const key of keys) seen.add(key);
    cards.push(card);
  }
  return { cards, problems };
}

function readLine(line: string): StockCard | StockLineProblem["problem"] {
  const [number = "", chip, ...more] = line
    .split(/[;,\t]/)
    .map((cell) => cell.trim().replaceAll('"', ""));
  if (chip === undefined || more.some((cell) => cell !== "")) return "columns";
  const uid = comparedNumber(chip);
  if (!isChipUid(uid)) return "uid";
  const length = comparedNumber(number).length;
  if (length < 4 || number.length > 64) return "number";
  return { visualNumber: number, uid };
}
