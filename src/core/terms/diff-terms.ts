import { termsBlocks, type TermsBlock } from "./terms-blocks";

/** A piece of a text beside the version before: kept, new, or gone. */
export interface DiffedBlock extends TermsBlock {
  readonly change: "same" | "added" | "removed";
}

/** What a version of a text changes, piece by piece: the longest common run is kept, what went stands before what came. */
export function diffTerms(before: string, after: string): DiffedBlock[] {
  const [old, now] = [termsBlocks(before), termsBlocks(after)];
  const kept = commonLengths(old, now);
  const blocks: DiffedBlock[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [gone, come] = [old[i], now[j]];
    if (gone && come && isSame(gone, come)) {
      blocks.push({ ...come, change: "same" });
      i += 1;
      j += 1;
    } else if (gone && (!come || at(kept, i + 1, j) >= at(kept, i, j + 1))) {
      blocks.push({ ...gone, change: "removed" });
      i += 1;
    } else if (come) {
      blocks.push({ ...come, change: "added" });
      j += 1;
    }
  }
  return blocks;
}

function isSame(a: TermsBlock, b: TermsBlock): boolean {
  return a.kind === b.kind && a.text === b.text;
}

/** How many pieces two texts share from each pair of places on (longest common subsequence). */
function commonLengths(old: readonly TermsBlock[], now: readonly TermsBlock[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () =>
    Array.from({ length: now.length + 1 }, () => 0),
  );
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const [a, b] = [old[i], now[j]];
      const row = lengths[i];
      if (!a || !b || !row) continue;
      row[j] = isSame(a, b)
        ? at(lengths, i + 1, j + 1) + 1
        : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  }
  return lengths;
}

function at(lengths: readonly (readonly number[])[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}
