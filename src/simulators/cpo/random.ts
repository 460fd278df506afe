/** A deterministic stream of numbers in [0, 1) for one label: the same seed and label always give the same stream. */
export function drawFor(seed: string, label: string): () => number {
  let state = 2166136261;
  for (const character of `${seed}/${label}`) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  }
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from `low` to `high`, both included. */
export function between(draw: () => number, low: number, high: number): number {
  return low + Math.floor(draw() * (high - low + 1));
}

export function pick<T>(draw: () => number, choices: readonly T[]): T {
  const chosen = choices[Math.floor(draw() * choices.length)];
  if (chosen === undefined) throw new Error("nothing to pick from");
  return chosen;
}
