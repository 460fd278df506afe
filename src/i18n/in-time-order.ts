import { epochMs } from "./formats";
import type { SpokenItem } from "./price-words";

/**
 * Lines of a price as they came about: its segments by when they began, then what was done to their sum, in the order
 * in which it was done.
 */
export function inTimeOrder<L extends { readonly item: SpokenItem }>(lines: readonly L[]): L[] {
  const beginsAt = ({ item }: L) =>
    item.kind === "component" ? epochMs(item.periodStart) : Number.POSITIVE_INFINITY;
  const compare = (a: L, b: L) => {
    const [from, to] = [beginsAt(a), beginsAt(b)];
    return from === to ? 0 : from - to;
  };
  return lines.toSorted(compare);
}
