/** What a meter showed at a moment. */
export interface MeterPoint {
  readonly at: Temporal.Instant;
  readonly energyMicroKwh: bigint;
  /** W as the operator states them for the time since the last reading; null: it states none. */
  readonly powerW: number | null;
}

/** A stretch of even power, W. */
export interface PowerStretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly powerW: number;
}

/** Over less than this a difference of two readings says more of the clocks than of the car. */
const SHORTEST_MS = 30_000;
/** What an operator states is of a shorter time than this: over a longer one only its meter tells. */
const LONGEST_STATED_MS = 300_000;
const MS_PER_HOUR = 3_600_000;

/**
 * The power of a charge over time, from its meter: what the operator states for a short time, else the energy between two
 * readings over the time between them. At most `most` stretches; the shortest neighbours are joined, so that their energy stays.
 */
export function powerCurve(
  startedAt: Temporal.Instant,
  readings: readonly MeterPoint[],
  most = 120,
): PowerStretch[] {
  const ordered = readings.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  const stretches: PowerStretch[] = [];
  let last = { ms: startedAt.epochMilliseconds, energy: 0n };
  for (const [index, { at, energyMicroKwh, powerW }] of ordered.entries()) {
    const ms = at.epochMilliseconds;
    const isLast = index === ordered.length - 1;
    if (ms <= last.ms || (ms - last.ms < SHORTEST_MS && !isLast)) continue;
    if (ms - last.ms < SHORTEST_MS && powerW === null) continue;
    const gained = energyMicroKwh > last.energy ? energyMicroKwh - last.energy : 0n;
    // 10⁻⁶ kWh over ms: thousandths of Wh.
    const slopeW = (Number(gained) / 1_000 / (ms - last.ms)) * MS_PER_HOUR;
    const statedW = ms - last.ms <= LONGEST_STATED_MS ? powerW : null;
    stretches.push({ fromMs: last.ms, toMs: ms, powerW: Math.round(statedW ?? slopeW) });
    last = { ms, energy: energyMicroKwh > last.energy ? energyMicroKwh : last.energy };
  }
  return joined(stretches, most);
}

function joined(stretches: readonly PowerStretch[], most: number): PowerStretch[] {
  const kept = [...stretches];
  while (kept.length > most) {
    const lengths = kept.slice(1).map((one, index) => one.toMs - (kept[index]?.fromMs ?? 0));
    const at = lengths.indexOf(Math.min(...lengths));
    const [a, b] = kept.slice(at, at + 2);
    if (!a || !b) break;
    const span = b.toMs - a.fromMs;
    const energy = a.powerW * (a.toMs - a.fromMs) + b.powerW * (b.toMs - b.fromMs);
    kept.splice(at, 2, { fromMs: a.fromMs, toMs: b.toMs, powerW: Math.round(energy / span) });
  }
  return kept;
}
