/** Watts at each step of a day, from local midnight on. A step's length divides the day. */
export interface BaseLoadCurve {
  readonly stepMinutes: number;
  readonly weekdayW: readonly number[];
  /** Of Saturdays and Sundays. */
  readonly weekendW: readonly number[];
}

/** The most that a node may carry: A on each phase, W over all phases; null: no such limit. */
export interface Limit {
  readonly limitA: number | null;
  readonly limitW: number | null;
}

/** A limit of a node by time of day, on the site's wall clock. It never raises the node's own. */
export interface LimitWindow extends Limit {
  readonly id: string;
  readonly nodeId: string;
  /** Bits: 1 is Monday, 64 is Sunday. A window over midnight belongs to the day that it begins on. */
  readonly weekdays: number;
  /** "06:00" to "22:00"; an end at or before the start is on the next day. */
  readonly fromClock: string;
  readonly toClock: string;
}

/** What a grid operator asks of a node for a time, [startsAt, endsAt). It never raises the node's own limit. */
export interface LimitSignal extends Limit {
  readonly id: string;
  readonly nodeId: string;
  readonly reference: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

/** The EVSE that a charging point is, in OCPI's names, upper case. */
export interface EvsePlace {
  readonly locationOcpiId: string;
  readonly evseUid: string;
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
  /** Of a charging point. */
  readonly evse: EvsePlace | null;
}

/** What a meter showed of a node, and what the sessions below it drew at that time. W. */
export interface MeasuredLoad {
  readonly nodeId: string;
  readonly at: Temporal.Instant;
  readonly powerW: number;
  readonly chargingW: number;
}

/** A place with a grid connection as its owners describe it, with what is known of its load. */
export interface SiteDescription {
  readonly id: string;
  readonly name: string;
  readonly partnerId: string;
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
  /** The grid connection's, where nothing was measured. */
  readonly baseLoad: BaseLoadCurve | null;
  readonly assumedStayMinutes: number;
  readonly assumedEnergyWh: number;
  /** Parents before their children. */
  readonly nodes: readonly SiteNode[];
  readonly windows: readonly LimitWindow[];
  /** In force or to come. */
  readonly signals: readonly LimitSignal[];
  /** The newest of each metered node, oldest first. */
  readonly measured: readonly MeasuredLoad[];
  /** When all this was read. */
  readonly readAt: Temporal.Instant;
}
