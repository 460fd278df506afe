/** A number in [0, 1) that is the same for the same name and place every time. */
export function steadyNoise(name: string, place: number): number {
  // FNV-1a over the name, then Murmur's finalizer over both.
  let hash = 0x811c9dc5;
  for (const character of name)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ place, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** Noise that changes slowly: it runs smoothly from one step's value to the next one's. */
export function smoothNoise(name: string, at: number, step: number): number {
  const place = Math.floor(at / step);
  const part = at / step - place;
  const ease = part * part * (3 - 2 * part);
  return steadyNoise(name, place) * (1 - ease) + steadyNoise(name, place + 1) * ease;
}
