import type { SiteFault } from "@/core/smart-charging/site/site-draft";
import { ServiceError } from "@/services/service-error";

const WORDS: Readonly<Record<SiteFault["code"], string>> = {
  "no-name": "A name is missing.",
  "no-grid": "A site has a grid connection.",
  "two-grids": "A site has one grid connection only.",
  "unknown-parent": "What feeds this part is not in the tree.",
  cycle: "Parts of the tree feed each other in a circle.",
  "below-a-point": "Nothing hangs below a charging point.",
  "no-place": "A charging point needs its location and EVSE.",
  "place-of-no-point": "Only a charging point has an EVSE.",
  "evse-twice": "The same EVSE stands in the tree twice.",
  "key-twice": "Two parts of the tree have one name.",
  "too-many": "A site has 1,000 parts at most.",
  "no-limit": "The grid connection has no limit.",
  "bad-limit": "A limit is a whole number above 0.",
  "bad-window": "A limit by time of day needs days, times and a limit.",
  "bad-time-zone": "We don't know this time zone.",
  "bad-voltage": "The voltage lies between 100 and 1,000 V.",
  "bad-slots": "A slot has 5, 10 or 15 minutes.",
  "bad-horizon": "Plans reach from one hour to three days ahead.",
  "bad-safe-limit": "The safe limit is a whole number of W.",
  "bad-base-load": "The base load has one figure for each step of a day.",
  "bad-assumption": "What is assumed of a stay can't be meant.",
};

/** Refuses a site that cannot be meant. @throws ServiceError INVALID with `fault` and `node` (a part's name). */
export function refuseFaults(faults: readonly SiteFault[]): void {
  const [first] = faults;
  if (!first) return;
  const of = first.node === null ? "" : `${first.node}: `;
  throw new ServiceError("INVALID", `${of}${WORDS[first.code]}`, {
    fault: first.code,
    ...(first.node !== null && { node: first.node }),
  });
}
