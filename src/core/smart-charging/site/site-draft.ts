import type { BaseLoadCurve } from "./base-load-curve";
import type { Limit, LimitWindow, SiteNode } from "./site-description";

/** A limit by time of day as it is described. */
export type WindowDraft = Omit<LimitWindow, "id">;

/** A part of a site's tree as it is described. */
export interface NodeDraft
  extends Limit, Pick<SiteNode, "kind" | "name" | "phases" | "firstPhase"> {
  /** Names it within the tree: of a part that exists, its id. */
  readonly key: string;
  /** null: the grid connection. */
  readonly parentKey: string | null;
  readonly locationOcpiId: string | null;
  readonly evseUid: string | null;
  readonly windows: readonly WindowDraft[];
}

/** What holds for a whole site. */
export interface SiteSettings {
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Bidding zone of its energy; null: no prices. */
  readonly zone: string | null;
  /** V between a phase and neutral. */
  readonly voltage: number;
  readonly slotMinutes: 5 | 10 | 15;
  readonly horizonSlots: number;
  readonly isSteered: boolean;
  readonly safeW: number | null;
  readonly baseLoad: BaseLoadCurve | null;
  readonly assumedStayMinutes: number;
  readonly assumedEnergyWh: number;
}

/** What cannot be meant of a site, and of which part of its tree (its name). */
export interface SiteFault {
  readonly code:
    | "no-name"
    | "no-grid"
    | "two-grids"
    | "unknown-parent"
    | "cycle"
    | "below-a-point"
    | "no-place"
    | "place-of-no-point"
    | "evse-twice"
    | "key-twice"
    | "too-many"
    | "no-limit"
    | "bad-limit"
    | "bad-window"
    | "bad-time-zone"
    | "bad-voltage"
    | "bad-slots"
    | "bad-horizon"
    | "bad-safe-limit"
    | "bad-base-load"
    | "bad-assumption";
  readonly node: string | null;
}

/** A part of a stored tree as a draft. */
export function draftOf({ id, parentId, ...node }: SiteNode): NodeDraft {
  return { ...node, key: id, parentKey: parentId };
}
