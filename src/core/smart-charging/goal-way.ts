import type { ProfileType } from "./charging-preferences";

/** What brings a goal to the station: the CPO's own planning, our profile, or nothing that the CPO offers. */
export type GoalWay = "preferences" | "profile" | "none";

/** What a way was answered since the goal was set; null: nothing yet, or a yes. */
export type PreferencesRefusal =
  | "DEPARTURE_REQUIRED"
  | "ENERGY_NEED_REQUIRED"
  | "NOT_POSSIBLE"
  | "PROFILE_TYPE_NOT_SUPPORTED"
  /** Turned down without one of OCPI's words, or never got through. */
  | "other";

/** What is known of the ways that a goal could go. */
export interface WayFacts {
  /** The session stands at a site whose load we steer. */
  readonly isAtSteeredSite: boolean;
  readonly style: ProfileType;
  readonly hasDeparture: boolean;
  readonly hasEnergy: boolean;
  readonly preferences: {
    /** Why none can be sent; null: they can. */
    readonly hindrance: string | null;
    /** The CPO has a price for the style, so far as we know its prices. */
    readonly hasPrice: boolean;
    readonly refused: PreferencesRefusal | null;
  };
  readonly profile: {
    readonly hindrance: string | null;
    /** The CPO or the station turned our profile down, or did not answer. */
    readonly isRefused: boolean;
  };
}

/** The way that was chosen, and what the driver could do about it. */
export interface ChosenWay {
  readonly way: GoalWay;
  /** Who works out when it charges: we for the whole site, the operator, or we for this session alone. */
  readonly by: "site" | "operator" | "session" | null;
  /** What the operator asks for before it plans. */
  readonly asks: "departure" | "energy" | null;
}

/**
 * The best way that is open to a goal: the site's plan where we steer it; else charging preferences, where the charging
 * point takes them and the CPO has a price for the style; else our own profile for this session; else none. A way that
 * was refused is closed for this goal. What the operator asks for and can still be told keeps its way open.
 */
export function chooseWay(facts: WayFacts): ChosenWay {
  const { preferences, profile } = facts;
  const isProfileOpen = profile.hindrance === null && !profile.isRefused;
  if (facts.isAtSteeredSite && profile.hindrance === null) {
    return { way: "profile", by: "site", asks: null };
  }
  const asks = asksFor(facts);
  const isPreferencesOpen =
    preferences.hindrance === null &&
    preferences.hasPrice &&
    (preferences.refused === null || asks !== null);
  if (isPreferencesOpen) return { way: "preferences", by: "operator", asks };
  return isProfileOpen
    ? { way: "profile", by: "session", asks: null }
    : { way: "none", by: null, asks: null };
}

function asksFor({ preferences, hasDeparture, hasEnergy }: WayFacts): ChosenWay["asks"] {
  if (preferences.refused === "DEPARTURE_REQUIRED" && !hasDeparture) return "departure";
  return preferences.refused === "ENERGY_NEED_REQUIRED" && !hasEnergy ? "energy" : null;
}
