import { and, asc, eq, inArray } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { encodeProfile } from "@/core/smart-charging/charging-profile";
import type {
  PlannedSession,
  SitePlan,
  SiteProblem,
} from "@/core/smart-charging/site-plan/site-problem";
import {
  chooseProfiles,
  type ProfileToSend,
} from "@/core/smart-charging/site-state/choose-profiles";
import { newId } from "@/db/new-id";
import { chargingRequests } from "@/db/schema/charging";
import { sitePlans, sitePlanSessions } from "@/db/schema/site-plans";
import { sessions } from "@/db/schema/sessions";
import { sites } from "@/db/schema/sites";
import { inTransaction } from "@/db/transaction";
import { insertWish } from "@/services/charging/charging-row";
import type { Ctx } from "@/services/context";
import type { DueSite } from "./claim-due-sites";
import { nextPlanAt } from "./next-plan";
import { releaseSessions } from "./release-sessions";
import { sessionCosts } from "./session-costs";
import { siteStateIn, type SiteSnapshot } from "./site-snapshot";

/** A plan as it was made. */
export interface MadePlan {
  readonly due: DueSite;
  readonly snapshot: SiteSnapshot;
  readonly problem: SiteProblem;
  readonly plan: SitePlan;
  /** The plan as it will be once everybody who can be told has confirmed; null: all of them have. */
  readonly hoped: SitePlan | null;
  readonly solveMs: number;
}

/** What became of it. changed: the site is no longer what it was made for, and is due again. */
export type StoredPlan =
  | { readonly kind: "stored"; readonly planId: Id<"sitePlan">; readonly sent: number }
  | { readonly kind: "changed" };

/**
 * Stores a plan with what it has sent, in one transaction, if the site's facts are still those that it was made for.
 * A site that is only watched is sent no profile; its sessions are let go from those that it was sent before. The
 * system's own.
 * @throws ServiceError NOT_FOUND.
 */
export async function storeSitePlan(ctx: Ctx, made: MadePlan): Promise<StoredPlan> {
  return inTransaction(ctx, async (tx) => {
    const siteId = made.due.id;
    await lockInOrder(tx, siteId, made.snapshot);
    const snapshot = await siteStateIn(tx, siteId, made.snapshot.state.at);
    if (snapshot.fingerprint !== made.snapshot.fingerprint) {
      await askAgain(tx, made.due);
      return { kind: "changed" };
    }
    const planId = newId<"sitePlan">();
    const requests = await sendProfiles(tx, {
      planId,
      snapshot,
      profiles: profilesOf(made, snapshot),
    });
    const sent = requests.size;
    if (!snapshot.state.isSteered) await releaseSessions(tx, snapshot);
    await insertPlan(tx, made, { planId, requests });
    await setNext(tx, made.due, nextPlanAt(snapshot.state, { sent, now: tx.clock.now() }));
    return { kind: "stored", planId, sent };
  });
}

/** Sessions, then their waiting wishes, then the site: as those do it who receive sessions and answers. */
async function lockInOrder(tx: Ctx, siteId: Id<"site">, { sessions: here }: SiteSnapshot) {
  const ids = here.map(({ row }) => row.id);
  if (ids.length > 0) {
    await tx.db
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.tenantId, tx.tenantId), inArray(sessions.id, ids)))
      .orderBy(asc(sessions.id))
      .for("update");
    await tx.db
      .select({ id: chargingRequests.id })
      .from(chargingRequests)
      .where(
        and(
          eq(chargingRequests.tenantId, tx.tenantId),
          inArray(chargingRequests.sessionId, ids),
          eq(chargingRequests.state, "created"),
        ),
      )
      .orderBy(asc(chargingRequests.id))
      .for("update");
  }
  await tx.db
    .select({ id: sites.id })
    .from(sites)
    .where(and(eq(sites.tenantId, tx.tenantId), eq(sites.id, siteId)))
    .for("update");
}

/** What the plan has sent: to those who are steered as planned, to the others what is hoped for them. */
function profilesOf(made: MadePlan, { state }: SiteSnapshot): readonly ProfileToSend[] {
  if (!state.isSteered) return [];
  const powers = new Map(made.plan.sessions.map(({ id, powerW }) => [id, powerW]));
  const hoped = new Map(made.hoped?.sessions.map(({ id, powerW }) => [id, powerW]));
  for (const { id, control } of made.problem.sessions) {
    const power = control === "unconfirmed" ? hoped.get(id) : undefined;
    if (power) powers.set(id, power);
  }
  return chooseProfiles(state, made.problem, powers);
}

type Sending = {
  readonly planId: Id<"sitePlan">;
  readonly snapshot: SiteSnapshot;
  readonly profiles: readonly ProfileToSend[];
};

/** Writes the wishes in their order; says which session got which. */
async function sendProfiles(
  tx: Ctx,
  { planId, snapshot, profiles }: Sending,
): Promise<ReadonlyMap<string, Id<"other">>> {
  const rows = new Map(snapshot.sessions.map(({ row }) => [row.id as string, row]));
  const requests = new Map<string, Id<"other">>();
  for (const { sessionId, profile } of profiles) {
    const session = rows.get(sessionId);
    if (!session) continue;
    const wish = encodeProfile(profile);
    const id = await insertWish(tx, { kind: "SET_PROFILE", session, wish, sitePlanId: planId });
    requests.set(sessionId, id);
  }
  return requests;
}

async function insertPlan(
  tx: Ctx,
  { due, snapshot, problem, plan, solveMs }: MadePlan,
  { planId, requests }: { planId: Id<"sitePlan">; requests: ReadonlyMap<string, Id<"other">> },
): Promise<void> {
  const { site, state, market, fingerprint } = snapshot;
  const points = new Set(site.nodes.filter(({ kind }) => kind === "evse").map(({ id }) => id));
  await tx.db.insert(sitePlans).values({
    tenantId: tx.tenantId,
    id: planId,
    siteId: due.id,
    fingerprint,
    trigger: due.trigger,
    outcome: plan.outcome,
    ...state.span,
    nodes: plan.nodes.filter(({ id }) => !points.has(id)),
    gap: plan.gap,
    solveMs,
    sent: requests.size,
    plannedAt: tx.clock.now(),
  });
  const planned = new Map<string, PlannedSession>(plan.sessions.map((one) => [one.id, one]));
  const rows = snapshot.sessions.flatMap(({ row }, index) => {
    const given = planned.get(row.id);
    const wanted = problem.sessions[index];
    if (!given || !wanted) return [];
    return [
      {
        tenantId: tx.tenantId,
        planId,
        sessionId: row.id,
        powerW: given.powerW,
        neededWh: Math.round(wanted.needWh),
        shortfallWh: Math.round(given.shortfallWh),
        reasons: given.reasons,
        ...sessionCosts(given.powerW, wanted, { market, slotMinutes: state.span.slotMinutes }),
        control: wanted.control,
        requestId: requests.get(row.id) ?? null,
      },
    ];
  });
  if (rows.length > 0) await tx.db.insert(sitePlanSessions).values(rows);
}

/** Sets when the site is planned next, unless something woke it while it was planned. */
async function setNext(tx: Ctx, due: DueSite, dueAt: Temporal.Instant): Promise<void> {
  await tx.db
    .update(sites)
    .set({ dueAt, dueReason: null })
    .where(
      and(eq(sites.tenantId, tx.tenantId), eq(sites.id, due.id), eq(sites.dueAt, due.leasedUntil)),
    );
}

async function askAgain(tx: Ctx, due: DueSite): Promise<void> {
  await tx.db
    .update(sites)
    .set({ dueAt: tx.clock.now(), dueReason: due.trigger })
    .where(and(eq(sites.tenantId, tx.tenantId), eq(sites.id, due.id)));
}
