import type { Id } from "@/core/ids";
import { carriedW, type LoadPoint, type NodeLoad } from "@/core/smart-charging/site/live-load";
import { limitsOver } from "@/core/smart-charging/site/limits-over";
import { type SlotSpan, slotStart } from "@/core/smart-charging/slot-span";
import type { sitePlans } from "@/db/schema/site-plans";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { readLiveLoad } from "@/services/sites/read-live-load";
import { readSite } from "@/services/sites/read-site";
import { PLAN_FAILED } from "./claim-due-sites";
import {
  findNewestPlan,
  listPlannedPast,
  listSitePlans,
  type PlannedPast,
} from "./list-site-plans";
import { readLiveSessions, type LiveSession } from "./live-sessions";
import { type SiteSnapshot, readSiteState } from "./site-snapshot";
import { findDue } from "./site-due";

/** A site as its live page shows it. Power in W, times as milliseconds since the epoch: a browser reads it. */
export interface SiteLive {
  readonly id: Id<"site">;
  readonly name: string;
  readonly timeZone: string;
  readonly isSteered: boolean;
  readonly voltage: number;
  readonly safeW: number;
  readonly hasPrices: boolean;
  readonly at: number;
  /** failing: the planner could not plan it. late: it was due a while ago. */
  readonly planning: "well" | "failing" | "late" | "none";
  readonly picture: LoadPicture;
  /** The grid connection and its feeders. */
  readonly nodes: readonly LiveNode[];
  readonly sessions: readonly LiveSession[];
  /** Limits that what can't be steered exceeds, worst first. */
  readonly excess: readonly LiveExcess[];
  readonly plans: readonly (Omit<Awaited<ReturnType<typeof listSitePlans>>[number], "plannedAt"> & {
    readonly plannedAt: number;
  })[];
}

/** The grid connection's load over time; one entry for each time. */
export interface LoadPicture {
  readonly times: readonly number[];
  readonly endsAt: number;
  readonly measured: readonly (number | null)[];
  /** The most that it may have been, where some session was not read. */
  readonly atMost: readonly (number | null)[];
  readonly planned: readonly (number | null)[];
  readonly base: readonly (number | null)[];
  readonly limit: readonly (number | null)[];
}

/** A node's load now beside its limit. */
export interface LiveNode {
  readonly id: string;
  readonly name: string;
  readonly isGrid: boolean;
  readonly loadW: number;
  readonly baseW: number;
  /** Some of it is not measured but assumed. */
  readonly isAssumed: boolean;
  readonly limitW: number | null;
  readonly limitA: number | null;
}

/** A limit that a plan could not keep. */
export interface LiveExcess {
  readonly name: string;
  readonly excessW: number;
  readonly limitW: number | null;
  readonly limitA: number | null;
  /** The first time that it is exceeded. */
  readonly at: number;
}

const PAST_HOURS = 4;
const AHEAD_HOURS = 8;
const SHOWN_PLANS = 12;
/** A plan is late once its site is due for so long. */
const LATE = { minutes: 2 } as const;

/**
 * A site with its load, its plan and its sessions, as they are now. For operations.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function readSiteLive(ctx: Ctx, siteId: Id<"site">): Promise<SiteLive> {
  requireRole(ctx, "operations");
  const snapshot = await readSiteState(ctx, siteId);
  const { site, state } = snapshot;
  const past = pastOf(snapshot);
  const grid = site.nodes.find(({ parentId }) => parentId === null);
  const [load, plan, plans, due, planned] = await Promise.all([
    readLiveLoad(ctx, siteId, past),
    findNewestPlan(ctx, siteId),
    listSitePlans(ctx, siteId, SHOWN_PLANS),
    findDue(ctx, siteId),
    grid
      ? listPlannedPast(ctx, siteId, { nodeId: grid.id, since: past.startsAt })
      : Promise.resolve([]),
  ]);
  const gridLoad = load.nodes.find(({ node }) => node.id === grid?.id) ?? null;
  return {
    id: siteId,
    name: site.name,
    timeZone: site.timeZone,
    isSteered: site.isSteered,
    voltage: site.voltage,
    safeW: state.safeW,
    hasPrices: snapshot.market?.slots.some(({ priceMicro }) => priceMicro !== null) ?? false,
    at: state.at.epochMilliseconds,
    planning: planningOf(due, plan, state.at),
    picture: pictureOf(snapshot, { past, gridLoad, planned }),
    nodes: load.nodes.filter(({ node }) => node.kind !== "evse").map(toLiveNode),
    sessions: await readLiveSessions(ctx, { snapshot, plan, load }),
    excess: excessOf(plan, state.at),
    plans: plans.map((one) => ({ ...one, plannedAt: one.plannedAt.epochMilliseconds })),
  };
}

/** A site's name, for the page's title. @throws ServiceError as `readSiteLive`. */
export async function readSiteName(ctx: Ctx, siteId: Id<"site">): Promise<string> {
  requireRole(ctx, "operations");
  return (await readSite(ctx, siteId)).name;
}

type Plan = typeof sitePlans.$inferSelect;

function planningOf(
  due: Awaited<ReturnType<typeof findDue>>,
  plan: Plan | null,
  at: Temporal.Instant,
): SiteLive["planning"] {
  if (due?.dueReason === PLAN_FAILED) return "failing";
  if (due?.dueAt && Temporal.Instant.compare(due.dueAt.add(LATE), at) < 0) return "late";
  return plan === null ? "none" : "well";
}

function pastOf({ state: { span } }: SiteSnapshot): SlotSpan {
  const slots = Math.floor((PAST_HOURS * 60) / span.slotMinutes);
  return {
    startsAt: span.startsAt.subtract({ minutes: slots * span.slotMinutes }),
    slotMinutes: span.slotMinutes,
    slots,
  };
}

interface Drawn {
  readonly past: SlotSpan;
  readonly gridLoad: NodeLoad | null;
  readonly planned: readonly PlannedPast[];
}

function pictureOf({ site, state }: SiteSnapshot, { past, gridLoad, planned }: Drawn): LoadPicture {
  const { span, voltage } = state;
  const ahead = Math.min(span.slots, Math.floor((AHEAD_HOURS * 60) / span.slotMinutes));
  const whole = { ...past, slots: past.slots + ahead };
  const times = Array.from({ length: whole.slots }, (_, slot) => slotStart(whole, slot));
  const limits = gridLoad ? limitsOver(site, whole).get(gridLoad.node.id) : undefined;
  const baseAhead = state.nodes.reduce<readonly number[]>(
    (sum, { baseW }) => baseW.map((watts, slot) => watts + (sum[slot] ?? 0)),
    [],
  );
  const points = gridLoad?.points ?? [];
  const shown = times.map((_, slot) =>
    slot === past.slots ? gridLoad?.now : slot < past.slots ? points[slot] : undefined,
  );
  return {
    times: times.map((at) => at.epochMilliseconds),
    endsAt: slotStart(whole, whole.slots).epochMilliseconds,
    measured: shown.map((point) => (point && !isAssumed(point) ? carriedW(point) : null)),
    atMost: shown.map((point) => (point && isAssumed(point) ? carriedW(point) : null)),
    planned: times.map((at) => plannedAt(planned, at)),
    base: times.map((_, slot) => points[slot]?.baseW ?? baseAhead[slot - past.slots] ?? null),
    limit: times.map((_, slot) =>
      limitInW(limits?.limitW[slot] ?? null, limits?.limitA[slot] ?? null, voltage),
    ),
  };
}

/** Whether a load rests on a session that was not read, and no meter of the node says better. */
function isAssumed(point: LoadPoint): boolean {
  return point.isAssumed && point.measuredW === null;
}

/** What the plan that was in force gave a slot: the last one made before the slot's end. */
function plannedAt(plans: readonly PlannedPast[], at: Temporal.Instant): number | null {
  const plan = plans.findLast(({ plannedAt: made, slotMinutes, startsAt }) => {
    const end = at.add({ minutes: slotMinutes });
    return Temporal.Instant.compare(made, end) < 0 && Temporal.Instant.compare(startsAt, at) <= 0;
  });
  if (!plan?.plannedW) return null;
  const minutes = (at.epochMilliseconds - plan.startsAt.epochMilliseconds) / 60_000;
  return plan.plannedW[Math.floor(minutes / plan.slotMinutes)] ?? null;
}

/** The lower of two limits, W over all phases; null: none. */
function limitInW(watts: number | null, amps: number | null, voltage: number): number | null {
  const most = Math.min(watts ?? Infinity, amps === null ? Infinity : amps * 3 * voltage);
  return most === Infinity ? null : most;
}

function toLiveNode({ node, now, limitW, limitA }: NodeLoad): LiveNode {
  return {
    id: node.id,
    name: node.name,
    isGrid: node.parentId === null,
    loadW: carriedW(now),
    baseW: now.baseW,
    isAssumed: isAssumed(now),
    limitW,
    limitA,
  };
}

/** Limits that the newest plan could not keep from now on, worst first. */
function excessOf(plan: Plan | null, at: Temporal.Instant): readonly LiveExcess[] {
  if (plan?.outcome !== "excess") return [];
  const { startsAt, slotMinutes, nodes } = plan;
  const first = Math.max(
    0,
    Math.floor((at.epochMilliseconds - startsAt.epochMilliseconds) / (slotMinutes * 60_000)),
  );
  return nodes
    .flatMap(({ name, excessW, limitW, limitA }): LiveExcess[] => {
      const slot = excessW.findIndex((watts, index) => index >= first && watts > 0);
      if (slot < 0) return [];
      const span = { startsAt, slotMinutes, slots: plan.slots };
      return [
        {
          name,
          excessW: Math.round(Math.max(...excessW.slice(first))),
          limitW: limitW[slot] ?? null,
          limitA: limitA[slot] ?? null,
          at: slotStart(span, slot).epochMilliseconds,
        },
      ];
    })
    .toSorted((a, b) => b.excessW - a.excessW);
}
