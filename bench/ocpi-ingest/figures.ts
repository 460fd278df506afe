/** What a run of one candidate came to. */
export interface Run {
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
  readonly failed: number;
  /** CPU of the measured Node process and of PostgreSQL; null where the system does not tell. */
  readonly nodeMicros: number;
  readonly postgresMicros: number | null;
}

/** Several runs of one candidate as one. */
export function merge(runs: readonly Run[]): Run {
  const sum = (of: (run: Run) => number) => runs.reduce((total, run) => total + of(run), 0);
  const isTold = runs.every((run) => run.postgresMicros !== null);
  return {
    seconds: sum((run) => run.seconds),
    latenciesMs: runs.flatMap((run) => run.latenciesMs),
    failed: sum((run) => run.failed),
    nodeMicros: sum((run) => run.nodeMicros),
    postgresMicros: isTold ? sum((run) => run.postgresMicros ?? 0) : null,
  };
}

/** The value below which `share` of them lie; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function perSecond({ latenciesMs, seconds }: Run): number {
  return latenciesMs.length / seconds;
}

/** One line of the table. */
export function line(name: string, run: Run): string {
  const each = (micros: number | null) =>
    micros === null ? "?" : `${Math.round(micros / run.latenciesMs.length)} µs`;
  const cells = [
    `${Math.round(perSecond(run)).toLocaleString("en")}/s`,
    `${quantile(run.latenciesMs, 0.5).toFixed(1)} ms`,
    `${quantile(run.latenciesMs, 0.99).toFixed(1)} ms`,
    each(run.nodeMicros),
    each(run.postgresMicros),
  ];
  const failed = run.failed > 0 ? `   ${run.failed} failed` : "";
  return `${name.padEnd(34)}${cells.map((cell) => cell.padStart(11)).join("")}${failed}`;
}

export const HEAD = `${"".padEnd(34)}${["each second", "p50", "p99", "CPU Node", "CPU PgSQL"]
  .map((cell) => cell.padStart(11))
  .join("")}`;
