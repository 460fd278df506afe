/**
 * A linear program: minimize `cost`·x where `rowLower` ≤ A·x ≤ `rowUpper` and `lower` ≤ x ≤ `upper`. A is sparse, by
 * columns: the entries of column j stand at `starts[j]` to `starts[j + 1]` (exclusive) of `rows` and `values`.
 * ±Infinity: no bound.
 */
export interface LinearProgram {
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** What a solver found. `rowDual`: how much the objective grows for one more of each row's active bound. */
export type LinearSolution =
  | {
      readonly status: "optimal";
      readonly objective: number;
      readonly x: Float64Array;
      readonly rowDual: Float64Array;
    }
  | { readonly status: "infeasible" | "unbounded" | "limit" };

/** Solves a program. Edges bring it: core/ knows no solver. */
export type SolveProgram = (program: LinearProgram) => LinearSolution;
