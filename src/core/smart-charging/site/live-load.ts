import type { SlotSpan } from "@/core/smart-charging/slot-span";
import { slotStart } from "@/core/smart-charging/slot-span";
import { baseLoadOver } from "./base-load-over";
import { limitsOver } from "./limits-over";
import { powerNow, type SessionPowerFacts, type SessionPowerNow } from "./session-power";
import type { SiteDescription, SiteNode } from "./site-description";
import { chainsUp } from "./site-tree";

/** A meter of a node is believed for so long after it was read. */
export const METER_FRESH_MINUTES = 15;

/** What a meter showed of a whole node, charging included. */
export interface NodeReading {
  readonly nodeId: string;
  readonly at: Temporal.Instant;
  readonly powerW: number;
}

/** A session at a site, with what is known of its power. */
export interface SiteSession extends SessionPowerFacts {
  readonly id: string;
  /** Its charging point. */
  readonly nodeId: string;
}

/** The load of a node at a moment, W over all phases. */
export interface LoadPoint {
  readonly at: Temporal.Instant;
  /** What its meter showed; null: it has none, or was not read lately. */
  readonly measuredW: number | null;
  /** Of the sessions below it. */
  readonly sessionsW: number;
  /** Besides the sessions: measured where there is a meter, else assumed. */
  readonly baseW: number;
  /** Some session's power is not read but the most that it may draw. */
  readonly isAssumed: boolean;
}

/** A node and its load over time. */
export interface NodeLoad {
  readonly node: SiteNode;
  readonly now: LoadPoint;
  /** In force now; null: no such limit. */
  readonly limitW: number | null;
  readonly limitA: number | null;
  /** One at the start of each slot of the span. */
  readonly points: readonly LoadPoint[];
}

/** A session's power now. */
export interface SessionLoad extends SessionPowerNow {
  readonly sessionId: string;
  readonly nodeId: string;
  readonly startedAt: Temporal.Instant;
}

/** A site's load now, and over a span of time. */
export interface LiveLoad {
  readonly at: Temporal.Instant;
  readonly nodes: readonly NodeLoad[];
  /** Those that charge now. */
  readonly sessions: readonly SessionLoad[];
}

/** What the load of a site is worked out from. */
export interface LoadFacts {
  readonly site: Pick<
    SiteDescription,
    "nodes" | "signals" | "timeZone" | "baseLoad" | "measuredBase"
  >;
  readonly sessions: readonly SiteSession[];
  /** Of each metered node, oldest first. */
  readonly readings: ReadonlyMap<string, readonly NodeReading[]>;
}

/** Works out a site's load now and at the start of each slot of a span, for each node and session. */
export function liveLoad(facts: LoadFacts, now: Temporal.Instant, span: SlotSpan): LiveLoad {
  const { site, sessions } = facts;
  const minute = { startsAt: now, slotMinutes: 1, slots: 1 };
  const limits = limitsOver(site, minute);
  const bases = baseLoadOver({ ...site, measuredBase: [] }, span);
  const baseNow = baseLoadOver(site, minute);
  const current = loadsAt(facts, now, (id) => baseNow.get(id)?.[0] ?? 0);
  const over = Array.from({ length: span.slots }, (_, slot) =>
    loadsAt(facts, slotStart(span, slot), (id) => bases.get(id)?.[slot] ?? 0),
  );
  return {
    at: now,
    nodes: site.nodes.map((node) => ({
      node,
      now: current.get(node.id) ?? nothing(now),
      limitW: limits.get(node.id)?.limitW[0] ?? null,
      limitA: limits.get(node.id)?.limitA[0] ?? null,
      points: over.map((at, slot) => at.get(node.id) ?? nothing(slotStart(span, slot))),
    })),
    sessions: sessions.flatMap((session) => {
      const power = powerNow(session, now);
      const { id, nodeId, startedAt } = session;
      return power ? [{ sessionId: id, nodeId, startedAt, ...power }] : [];
    }),
  };
}

/** W that a node carries: what its meter shows, else base load and sessions. */
export function carriedW({ measuredW, sessionsW, baseW }: LoadPoint): number {
  return measuredW ?? sessionsW + baseW;
}

/** W that the sessions below each node draw at a moment, and whether any of it is assumed. */
export function sessionLoadsAt(
  nodes: readonly SiteNode[],
  sessions: readonly SiteSession[],
  at: Temporal.Instant,
): ReadonlyMap<string, { readonly sessionsW: number; readonly isAssumed: boolean }> {
  const chains = chainsUp(nodes);
  const sums = new Map(nodes.map(({ id }) => [id, { sessionsW: 0, isAssumed: false }]));
  for (const session of sessions) {
    const power = powerNow(session, at);
    if (!power) continue;
    for (const id of chains.get(session.nodeId) ?? []) {
      const sum = sums.get(id);
      if (!sum) continue;
      sum.sessionsW += power.powerW;
      sum.isAssumed ||= power.source !== "meter";
    }
  }
  return sums;
}

/** The load of each node at a moment; `ownBase`: W that it feeds besides, its children's left out. */
function loadsAt(
  { site, sessions, readings }: LoadFacts,
  at: Temporal.Instant,
  ownBase: (id: string) => number,
): ReadonlyMap<string, LoadPoint> {
  const drawn = sessionLoadsAt(site.nodes, sessions, at);
  const assumed = new Map(site.nodes.map(({ id }) => [id, 0]));
  for (const [id, chain] of chainsUp(site.nodes)) {
    for (const above of chain) assumed.set(above, (assumed.get(above) ?? 0) + ownBase(id));
  }
  return new Map(
    site.nodes.map(({ id }) => {
      const { sessionsW, isAssumed } = drawn.get(id) ?? { sessionsW: 0, isAssumed: false };
      const measuredW = readAt(readings.get(id) ?? [], at);
      const baseW =
        measuredW === null ? (assumed.get(id) ?? 0) : Math.max(0, measuredW - sessionsW);
      return [id, { at, measuredW, sessionsW, baseW, isAssumed }];
    }),
  );
}

/** W that the newest reading at or before a time shows; null: it is too old, or there is none. */
function readAt(readings: readonly NodeReading[], at: Temporal.Instant): number | null {
  const atMs = at.epochMilliseconds;
  let low = 0;
  let high = readings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((readings[middle]?.at.epochMilliseconds ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  const last = readings[low - 1];
  if (!last) return null;
  const isFresh = atMs - last.at.epochMilliseconds <= METER_FRESH_MINUTES * 60_000;
  return isFresh ? last.powerW : null;
}

function nothing(at: Temporal.Instant): LoadPoint {
  return { at, measuredW: null, sessionsW: 0, baseW: 0, isAssumed: false };
}
