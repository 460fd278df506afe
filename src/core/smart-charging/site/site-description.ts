import type { Id } from "@/core/ids";
import type { BaseLoadCurve } from "./base-load-curve";

/** The most that a node may carry: A on each phase, W over all phases; null: no such limit. */
export interface Limit {
  readonly limitA: number | null;
  readonly limitW: number | null;
}

/** A limit of a node by time of day, on the site's wall clock. It never raises the node's own. */
export interface LimitWindow extends Limit {
  readonly id: string;
  /** Bits: 1 is Monday, 64 is Sunday. A window over midnight belongs to the day that it begins on. */
  readonly weekdays: number;
  /** "06:00" to "22:00"; an end at or before the start is on the next day. */
  readonly fromClock: string;
  readonly toClock: string;
}

/** What a grid operator asks of a node for a time, [startsAt, endsAt). It never raises the node's own limit. */
export interface SiteSignal extends Limit {
  readonly id: string;
  readonly nodeId: string;
  readonly reference: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

/** A part of a site with a limit of its own: the grid connection (no parent), a feeder, or a charging point. */
export interface SiteNode extends Limit {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: "grid" | "feeder" | "evse";
  readonly name: string;
  /** Of a charging point: the phases that it uses, and the phase of the grid that its L1 is on (null: unknown). */
  readonly phases: 1 | 3;
  readonly firstPhase: 1 | 2 | 3 | null;
  /** Of a charging point: which EVSE it is, in upper case, as OCPI compares ids. */
  readonly locationOcpiId: string | null;
  readonly evseUid: string | null;
  readonly position: number;
  readonly windows: readonly LimitWindow[];
}

/** What a node was measured to feed besides the sessions below it, other nodes below it included. */
export interface MeasuredBase {
  readonly nodeId: string;
  readonly powerW: number;
  /** When its meter was last read. */
  readonly at: Temporal.Instant;
}

/** A place with a grid connection as its people describe it, with what is known of its load. */
export interface SiteDescription {
  readonly id: Id<"site">;
  readonly name: string;
  readonly partnerId: Id<"partner">;
  readonly countryCode: string;
  readonly partyId: string;
  readonly timeZone: string;
  /** Bidding zone of its energy; null: no prices. */
  readonly zone: string | null;
  /** V between a phase and neutral. */
  readonly voltage: number;
  readonly slotMinutes: 5 | 10 | 15;
  readonly horizonSlots: number;
  /** False: we watch and plan, and send nothing. */
  readonly isSteered: boolean;
  /** W that each charging point falls back to without contact; null: worked out from the limits. */
  readonly safeW: number | null;
  /** The grid connection's, where nothing was measured lately. */
  readonly baseLoad: BaseLoadCurve | null;
  readonly assumedStayMinutes: number;
  readonly assumedEnergyWh: number;
  /** Parents before their children. */
  readonly nodes: readonly SiteNode[];
  /** In force or to come. */
  readonly signals: readonly SiteSignal[];
  /** Of the nodes that have a meter. */
  readonly measuredBase: readonly MeasuredBase[];
}
