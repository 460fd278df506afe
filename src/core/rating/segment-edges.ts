import { energyAt, reachesAt } from "./segment-curve";
import type { CutCause } from "./segment-cuts";
import { energyBounds, momentCuts, restrictionsOf } from "./segment-cuts";
import type { SegmentRun } from "./segment-run";

/** Where a stretch may begin. `energy` is the curve's, so that a bound of kWh is met exactly. */
export type SegmentEdge = {
  readonly ms: number;
  readonly energy: bigint;
  readonly causes: Set<CutCause>;
};

/** Every moment of a charge at which another component may begin to apply, its start and its end included. */
export function edgesOf(run: SegmentRun): SegmentEdge[] {
  const { startMs, endMs, points, energyAtStart } = run;
  const restrictions = [...run.compiled.values()].flatMap(({ charging }) =>
    restrictionsOf(charging),
  );
  const cuts = momentCuts(restrictions, run, startMs, run.zone);
  const addAll = (samples: readonly { readonly ms: number }[], cause: CutCause) => {
    for (const { ms } of samples) cuts.push({ ms, cause });
  };
  addAll(points, "state");
  addAll(run.states, "state");
  if (run.power === "estimated") addAll(points, "level");
  else addAll(run.power, "level");
  addAll(run.current, "level");
  if (run.changesTariff)
    for (const { validFromMs, validUntilMs } of run.compiled.values())
      addAll([{ ms: validFromMs }, { ms: validUntilMs }], "tariff");
  const edges = new Map<string, SegmentEdge>();
  const add = (ms: number, energy: bigint, cause?: CutCause) => {
    const key = `${ms} ${energy}`;
    const edge = edges.get(key) ?? { ms, energy, causes: new Set() };
    if (cause) edge.causes.add(cause);
    edges.set(key, edge);
  };
  add(startMs, energyAtStart);
  for (const { ms, cause } of cuts)
    if (ms > startMs && ms < endMs) add(ms, energyAt(points, ms), cause);
  const energyAtEnd = energyAt(points, endMs);
  for (const bound of energyBounds(restrictions)) {
    const energy = energyAtStart + bound;
    const ms = energy <= energyAtEnd ? reachesAt(points, energy) : undefined;
    if (ms !== undefined && ms > startMs && ms < endMs) add(ms, energy, "energy");
  }
  add(endMs, energyAtEnd);
  return [...edges.values()].toSorted((a, b) => a.ms - b.ms || (a.energy < b.energy ? -1 : 1));
}
