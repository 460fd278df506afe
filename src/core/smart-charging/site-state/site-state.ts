import type { ProfileType } from "@/core/smart-charging/charging-preferences";
import type { ChargingProfile } from "@/core/smart-charging/charging-profile";
import type { ProblemNode } from "@/core/smart-charging/site-plan/site-problem";
import type { SlotSpan } from "@/core/smart-charging/slot-span";

/** A site at one moment, as far as planning it needs: read as one snapshot. Power is W over all phases, energy Wh. */
export interface SiteState {
  readonly at: Temporal.Instant;
  /** The slots that are planned; the first has begun at `at` or before. */
  readonly span: SlotSpan;
  /** V between a phase and neutral. */
  readonly voltage: number;
  /** False: it is planned as if it were, and nothing is sent. */
  readonly isSteered: boolean;
  /** The unit that profiles are sent in: of the site's limits. */
  readonly rateUnit: "A" | "W";
  /** W that each charging point falls back to without contact. */
  readonly safeW: number;
  /** When a driver says nothing. */
  readonly assumedStayMinutes: number;
  readonly assumedEnergyWh: number;
  /** The tree without charging points that have no limit of their own. */
  readonly nodes: readonly ProblemNode[];
  readonly sessions: readonly StateSession[];
  /** Money for a kWh and g CO₂e for a kWh in each slot; null: not known. */
  readonly price: readonly (number | null)[];
  readonly carbon: readonly (number | null)[];
}

/** What a charging point's connector gives. */
export interface StatePlug {
  readonly isDirect: boolean;
  readonly phases: 1 | 2 | 3;
  /** The phase of the grid that its L1 is on; null: unknown. */
  readonly firstPhase: 1 | 2 | 3 | null;
  readonly maxW: number;
}

/** A driver's car as he described it. */
export interface StateCar {
  readonly phases: 1 | 2 | 3;
  readonly maxAcW: number;
  readonly maxDcW: number | null;
  readonly minCurrentA: number;
  readonly batteryWh: number;
}

/** What is wanted of a session. */
export interface StateGoal {
  readonly style: ProfileType;
  readonly departureAt: Temporal.Instant | null;
  /** Wh from the session's start on; null: as much as goes in. */
  readonly energyWh: number | null;
  readonly boostedAt: Temporal.Instant | null;
}

/** The mean power between two readings of a session's meter. */
export interface PowerSample {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly powerW: number;
}

/** A profile that a station was told, or (null) that it was told to follow none. */
export interface ToldProfile {
  readonly requestId: string;
  readonly profile: ChargingProfile | null;
  /** When it was made, and of a confirmed one when the station said so. */
  readonly at: Temporal.Instant;
}

/** How the newest wish stands, and since when: since it was made; of one not done, since that was known. */
export type NewestWish =
  | { readonly stands: "under-way" | "done"; readonly since: Temporal.Instant }
  | {
      readonly stands: "not-done";
      readonly since: Temporal.Instant;
      /** How many were not done one after the other, this one among them. At least 1. */
      readonly inARow: number;
    };

/** What a station was told, and what came of it. */
export interface Steering {
  /** The newest that the station said it does. */
  readonly confirmed: ToldProfile | null;
  /** What it confirmed before that, as far back as its samples go, oldest first. */
  readonly past: readonly ToldProfile[];
  /** Newer ones that it may do since, oldest first: on their way, or never answered. */
  readonly unanswered: readonly ToldProfile[];
  /** How the newest wish stands: under way, done, or not done (refused, no result, not sendable). */
  readonly newest: NewestWish | null;
  /** The CPO said TOO_OFTEN: nothing new before this. */
  readonly backsOffUntil: Temporal.Instant | null;
}

/** A session that charges at the site. */
export interface StateSession {
  readonly id: string;
  /** The node that feeds it. */
  readonly nodeId: string;
  readonly startedAt: Temporal.Instant;
  readonly plug: StatePlug;
  readonly car: StateCar | null;
  readonly goal: StateGoal | null;
  readonly deliveredWh: number;
  /** Oldest first. */
  readonly samples: readonly PowerSample[];
  /** Why its station can't be told anything (2.1.1, no module, not capable, not reachable); null: it can. */
  readonly hindrance: string | null;
  readonly steering: Steering;
}
