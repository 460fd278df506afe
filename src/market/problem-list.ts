import type { MarketProblem, MarketProblemCode } from "@/core/smart-charging/market/market-point";

const MOST = 100;
const MOST_DETAIL = 200;

/** Collects what was wrong in a file: each thing once, and not without end. */
export class ProblemList {
  readonly #problems: MarketProblem[] = [];
  readonly #seen = new Set<string>();

  /** Notes a problem. What was noted already, or comes after the hundredth, is passed over. */
  add(code: MarketProblemCode, detail = ""): void {
    const clean = detail.replaceAll(/\s+/g, " ").trim().slice(0, MOST_DETAIL);
    const key = `${code} ${clean}`;
    if (this.#seen.has(key) || this.#problems.length >= MOST) return;
    this.#seen.add(key);
    this.#problems.push({ code, detail: clean });
  }

  /** All of them, in the order in which they were found. */
  all(): readonly MarketProblem[] {
    return this.#problems;
  }
}
