import type { Micro } from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import { ok } from "@/core/outcome";
import type { CdrDimension, ChargingPeriod } from "@/core/roaming/cdr";
import type { TariffDimension } from "@/core/roaming/tariff";

import type { CompiledComponent } from "./compile-tariff";
import { emptyFacts, setMoment } from "./period-facts";
import type { Unpriceable } from "./priced-cdr";
import { heldAt, slopeAt } from "./segment-curve";
import type { CutCause } from "./segment-cuts";
import { edgesOf, type SegmentEdge } from "./segment-edges";
import { prepareSegments, type SegmentInput, type SegmentRun } from "./segment-run";
import { selectComponent } from "./select-component";
import { selectTariff } from "./select-tariff";

/** The components that price one stretch; absent where nothing does. */
export type ActiveComponents = { readonly [D in TariffDimension]?: CompiledComponent };

/** A stretch in which nothing about the price changes. */
export type Segment = {
  readonly startMs: number;
  readonly endMs: number;
  readonly isCharging: boolean;
  readonly tariffIndex: number;
  /** 10⁻⁶ kWh. */
  readonly energy: Micro;
  readonly active: ActiveComponents;
  /** What changed at its start; empty for the first. */
  readonly causes: readonly CutCause[];
};

/** A charge as charging periods, and what is known of each beyond OCPI's fields, in the same order. */
export type Segmentation = {
  readonly chargingPeriods: readonly ChargingPeriod[];
  readonly segments: readonly Segment[];
  readonly totalEnergy: Micro;
};

/**
 * Splits a charge into the periods that a CPO shall send (OCPI mod_cdrs, ChargingPeriod): wherever
 * another price component may become active, and where charging turns to parking. Neighbours with the
 * same components and state are one. The periods' volumes add up to the curve's, to 10⁻⁶; priced by
 * `priceCdr` they cost what any finer splitting costs. Reservations are not part of it.
 */
export function segmentCharge(input: SegmentInput): Outcome<Segmentation, Unpriceable> {
  const ready = prepareSegments(input);
  if (!ready.ok) return ready;
  const { value: run } = ready;
  const edges = edgesOf(run);
  const segments: Draft[] = [];
  for (const [index, edge] of edges.slice(0, -1).entries()) {
    const next = edges[index + 1] ?? edge;
    const draft = draftOf(run, edge, next);
    const last = segments.at(-1);
    if (last !== undefined && isContinued(last, draft))
      segments[segments.length - 1] = join(last, draft);
    else segments.push(draft);
  }
  return ok({
    chargingPeriods: segments.map((draft) => periodOf(run, draft)),
    segments: segments.map(({ levels: _levels, ...segment }) => segment),
    totalEnergy: (edges.at(-1)?.energy ?? 0n) - (edges[0]?.energy ?? 0n),
  });
}

type Levels = { readonly power: Span | undefined; readonly current: Span | undefined };
type Span = { readonly min: Micro; readonly max: Micro };
type Draft = Segment & { readonly levels: Levels };

function draftOf(run: SegmentRun, edge: SegmentEdge, next: SegmentEdge): Draft {
  const { startMs, points, zone, policy } = run;
  const { ms } = edge;
  const slope = slopeAt(points, ms);
  const energy = next.energy - edge.energy;
  const isCharging = heldAt(run.states, ms) ?? (slope > 0n || energy > 0n);
  const power = run.power === "estimated" ? slope : heldAt(run.power, ms);
  const current = heldAt(run.current, ms);
  const tariffIndex = tariffIndexAt(run, ms);
  const candidates = run.compiled.get(tariffIndex)?.charging;
  const facts = emptyFacts();
  setMoment(facts, ms, startMs, zone);
  facts.energy = Number(edge.energy - run.energyAtStart);
  facts.minPower = facts.maxPower = power === undefined ? undefined : Number(power);
  facts.minCurrent = facts.maxCurrent = current === undefined ? undefined : Number(current);
  const select = (dimension: TariffDimension) =>
    candidates && selectComponent(candidates[dimension], facts, policy);
  return {
    startMs: ms,
    endMs: next.ms,
    isCharging,
    tariffIndex,
    energy,
    active: {
      FLAT: select("FLAT"),
      ...(isCharging && { TIME: select("TIME") }),
      ...(!isCharging && { PARKING_TIME: select("PARKING_TIME") }),
      ...((isCharging || energy > 0n) && { ENERGY: select("ENERGY") }),
    },
    causes: [...edge.causes],
    levels: { power: spanOf(power), current: spanOf(current) },
  };
}

function tariffIndexAt({ tariffs, startMs, changesTariff }: SegmentRun, ms: number): number {
  const chosen = selectTariff(tariffs, changesTariff ? ms : startMs);
  return chosen.ok ? chosen.value : -1;
}

function spanOf(level: Micro | undefined): Span | undefined {
  return level === undefined ? undefined : { min: level, max: level };
}

function isContinued(a: Draft, b: Draft): boolean {
  return (
    a.isCharging === b.isCharging &&
    a.tariffIndex === b.tariffIndex &&
    a.active.FLAT === b.active.FLAT &&
    a.active.ENERGY === b.active.ENERGY &&
    a.active.TIME === b.active.TIME &&
    a.active.PARKING_TIME === b.active.PARKING_TIME
  );
}

function join(a: Draft, b: Draft): Draft {
  return {
    ...a,
    endMs: b.endMs,
    energy: a.energy + b.energy,
    levels: {
      power: wider(a.levels.power, b.levels.power),
      current: wider(a.levels.current, b.levels.current),
    },
  };
}

function wider(a: Span | undefined, b: Span | undefined): Span | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { min: a.min < b.min ? a.min : b.min, max: a.max > b.max ? a.max : b.max };
}

function periodOf(run: SegmentRun, draft: Draft): ChargingPeriod {
  const { startMs, endMs, isCharging, energy, levels } = draft;
  const { power, current } = levels;
  const time = microHours(endMs - run.startMs) - microHours(startMs - run.startMs);
  const volumes: CdrDimension[] = [
    { type: "ENERGY", volume: energy },
    { type: isCharging ? "TIME" : "PARKING_TIME", volume: time },
  ];
  if (power) volumes.push(...bounds("POWER", power));
  if (current) volumes.push(...bounds("CURRENT", current));
  const tariffId = run.changesTariff ? run.tariffs[draft.tariffIndex]?.id : undefined;
  return {
    startDateTime: Temporal.Instant.fromEpochMilliseconds(startMs),
    dimensions: volumes.filter(({ type, volume }) => type !== "ENERGY" || volume !== 0n),
    ...(tariffId !== undefined && { tariffId }),
  };
}

function bounds(of: "POWER" | "CURRENT", { min, max }: Span): CdrDimension[] {
  return [
    { type: `MIN_${of}`, volume: min },
    { type: `MAX_${of}`, volume: max },
  ];
}

/** Rounded on the time since the start, so that the parts add up to the whole. */
function microHours(ms: number): Micro {
  return (BigInt(ms) * 10n + 18n) / 36n;
}
