import type { ProfileType } from "@/core/smart-charging/charging-preferences";

/** A part of a site whose load has a limit. One entry a slot; null: no such limit then. */
export interface ProblemNode {
  readonly id: string;
  /** The node that feeds it; null: the grid connection. Parents come before their children. */
  readonly parentId: string | null;
  /** What the people who run the site call it. */
  readonly name: string;
  /** W over all phases. */
  readonly limitW: readonly (number | null)[];
  /** A on each phase. */
  readonly limitA: readonly (number | null)[];
  /** W that it feeds besides the sessions, its children's left out. */
  readonly baseW: readonly number[];
}

/** One session as the planner sees it. Power is W over all phases, energy Wh. */
export interface ProblemSession {
  readonly id: string;
  /** The node that feeds it. */
  readonly nodeId: string;
  /** The first slot it may charge in, and the first it may not (its departure). */
  readonly arrivalSlot: number;
  readonly departureSlot: number;
  /** False: the departure is assumed. */
  readonly isDepartureKnown: boolean;
  /** Wanted from the plan's start on. */
  readonly needWh: number;
  /**
   * What it has been given before, of the same promise. Shares are then of the whole promise (given + need), so that
   * plans made one after another stay fair to those who waited. Absent: nothing.
   */
  readonly givenWh?: number;
  /** The most that car, cable and station take together. */
  readonly maxW: number;
  /** Below it the car does not charge: a slot's power is 0 or at least this. */
  readonly minW: number;
  /** Higher is served before lower. */
  readonly priority: number;
  readonly style: ProfileType;
  /** Phases it uses, and the phase of the grid its first is on; null: unknown, so every phase is held free for it. */
  readonly phases: 1 | 2 | 3;
  readonly firstPhase: 1 | 2 | 3 | null;
  /**
   * steered: its power is ours to plan. unconfirmed: its station has not said that it follows, so that it counts at
   * `countsW`. fixed: it can't be steered, and counts at `countsW`.
   */
  readonly control: "steered" | "unconfirmed" | "fixed";
  /** W in every slot that it counts at unless it is steered. */
  readonly countsW: number;
  /** W that it was last told, for smoothness; null: nothing yet. */
  readonly lastW: number | null;
}

/** A site over a span of slots of equal length. */
export interface SiteProblem {
  readonly slots: number;
  readonly slotMinutes: number;
  /** V between a phase and neutral. */
  readonly voltage: number;
  readonly nodes: readonly ProblemNode[];
  readonly sessions: readonly ProblemSession[];
  /** Money for a kWh in each slot, in any one unit; null: not known. */
  readonly price: readonly (number | null)[];
  /** g CO₂e for a kWh in each slot; null: not known. */
  readonly carbon: readonly (number | null)[];
}

/** Why a session's power is what it is. */
export type ReasonCode =
  /** As much as car and station take. */
  | "full-power"
  /** `nodeId` is at its limit of `limit` `unit`, shared by `sharers`; `leaves` is this one's turn among them (1: first). */
  | "limit"
  /** A cheaper or cleaner slot before the departure is used instead. */
  | "cheaper-later"
  | "cleaner-later"
  /** It has, or by then will have got, what was wanted. */
  | "enough"
  /** The share left for it was below the least its car takes: paused, the energy given at other times. */
  | "below-minimum"
  /** Spread evenly over slots that cost the same. */
  | "even"
  | "not-here"
  | "unconfirmed"
  | "not-steerable"
  /** `nodeId` is over its limit by `excessW` through what can't be steered: all else is at its minimum. */
  | "excess";

/** A reason for the slots [from, to). */
export interface PlanReason {
  readonly from: number;
  readonly to: number;
  readonly code: ReasonCode;
  readonly nodeId?: string;
  readonly limit?: number;
  readonly unit?: "A" | "W";
  readonly sharers?: number;
  readonly leaves?: number;
  readonly excessW?: number;
}

/** A node over the plan's slots. W over all phases; `planned` holds base load and sessions, its children's too. */
export interface PlannedNode {
  readonly id: string;
  readonly name: string;
  readonly limitW: readonly (number | null)[];
  readonly limitA: readonly (number | null)[];
  readonly baseW: readonly number[];
  readonly plannedW: readonly number[];
  /** W above the limit (on the worst phase, times the phases); all 0 in a feasible plan. */
  readonly excessW: readonly number[];
}

/** What a session is given. */
export interface PlannedSession {
  readonly id: string;
  /** W in each slot: 0, or at least the session's minimum. */
  readonly powerW: readonly number[];
  readonly shortfallWh: number;
  readonly reasons: readonly PlanReason[];
}

/** A plan of a site. */
export interface SitePlan {
  /** excess: what can't be steered alone is over a limit somewhere; all that can be is at its minimum there. */
  readonly outcome: "feasible" | "excess";
  readonly sessions: readonly PlannedSession[];
  readonly nodes: readonly PlannedNode[];
  /** How far the repaired plan is from the program's bound, as shares: energy not delivered, cost and carbon above it. */
  readonly gap: { readonly energy: number; readonly cost: number; readonly carbon: number };
}
