import { and, desc, eq, ne } from "drizzle-orm";
import { type ChargingGoal, styleInForce } from "@/core/smart-charging/charging-goal";
import {
  decodePreferences,
  type ProfileType,
  profileTypes,
} from "@/core/smart-charging/charging-preferences";
import type { PreferencesRefusal, WayFacts } from "@/core/smart-charging/goal-way";
import { chargingRequests } from "@/db/schema/charging";
import { hasPriceFor, readSteering } from "@/services/charging/read-steering";
import { findHindrance } from "@/services/charging/steered-session";
import type { Ctx } from "@/services/context";
import { findSiteOfSession } from "@/services/sites/find-site-of-session";
import type { SessionRow } from "./read-running-charge";

type RequestRow = typeof chargingRequests.$inferSelect;

/** The ways that a session's goal could go, and what was asked on them. */
export interface SessionWays {
  readonly facts: WayFacts;
  /** The styles that the operator has a price for, so far as we know its prices. */
  readonly styles: readonly ProfileType[];
  /** The newest preferences of the goal's style since it was set. */
  readonly preferences: RequestRow | null;
  /** The newest preferences that were not turned down: what the operator may plan by. */
  readonly held: RequestRow | null;
  /** The newest setting or clearing of a profile, whenever that was and whoever asked for it. */
  readonly profile: RequestRow | null;
}

const REFUSALS: readonly PreferencesRefusal[] = [
  "DEPARTURE_REQUIRED",
  "ENERGY_NEED_REQUIRED",
  "NOT_POSSIBLE",
  "PROFILE_TYPE_NOT_SUPPORTED",
];

/** Reads what is open to a goal. `since`: when it was set; what was answered before counts no more. */
export async function readWays(
  ctx: Ctx,
  session: SessionRow,
  { goal, since }: { readonly goal: ChargingGoal; readonly since: Temporal.Instant },
): Promise<SessionWays> {
  const style = styleInForce(goal);
  const [onPreferences, onProfile, steering, site, requests] = await Promise.all([
    findHindrance(ctx, session, "preferences"),
    findHindrance(ctx, session, "profile"),
    readSteering(ctx, session),
    findSiteOfSession(ctx, session),
    readRequests(ctx, session),
  ]);
  const isSince = ({ createdAt }: RequestRow) => Temporal.Instant.compare(createdAt, since) >= 0;
  const told = requests.filter((one) => one.kind === "PREFERENCES");
  const preferences = told.find((one) => isSince(one) && styleOf(one) === style) ?? null;
  const profile = requests.find((one) => one.kind !== "PREFERENCES") ?? null;
  return {
    facts: {
      isAtSteeredSite: site?.isSteered ?? false,
      style,
      hasDeparture: goal.departureAt !== null,
      hasEnergy: goal.energy !== null,
      preferences: {
        hindrance: onPreferences,
        hasPrice: hasPriceFor(steering, style),
        refused: preferences && refusalOf(preferences),
      },
      profile: {
        hindrance: onProfile,
        isRefused: profile !== null && isSince(profile) && isTurnedDown(profile),
      },
    },
    styles: profileTypes.filter((type) => hasPriceFor(steering, type)),
    preferences,
    held: told.find(mayHold) ?? null,
    profile,
  };
}

function styleOf({ wish }: RequestRow): ProfileType {
  return decodePreferences(wish).profileType;
}

/** Asked, and not turned down: it holds, or may yet. */
export function mayHold({ state }: Pick<RequestRow, "state">): boolean {
  return state !== "refused" && state !== "failed" && state !== "superseded";
}

function isTurnedDown({ kind, state }: RequestRow): boolean {
  return kind === "SET_PROFILE" && ["refused", "failed", "timeout"].includes(state);
}

function refusalOf({ state, syncResult }: RequestRow): PreferencesRefusal | null {
  if (state === "failed") return "other";
  if (state !== "refused") return null;
  return REFUSALS.find((one) => one === syncResult) ?? "other";
}

async function readRequests(ctx: Ctx, session: SessionRow): Promise<readonly RequestRow[]> {
  return ctx.db
    .select()
    .from(chargingRequests)
    .where(
      and(
        eq(chargingRequests.tenantId, ctx.tenantId),
        eq(chargingRequests.sessionId, session.id),
        ne(chargingRequests.kind, "GET_PROFILE"),
        ne(chargingRequests.state, "superseded"),
      ),
    )
    .orderBy(desc(chargingRequests.createdAt), desc(chargingRequests.id))
    .limit(20);
}
