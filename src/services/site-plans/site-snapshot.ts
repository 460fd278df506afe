import { createHash } from "node:crypto";
import type { Id } from "@/core/ids";
import type { MarketSlots } from "@/core/smart-charging/market/market-slots";
import { baseLoadOver } from "@/core/smart-charging/site/base-load-over";
import { limitsOver } from "@/core/smart-charging/site/limits-over";
import type { SiteDescription } from "@/core/smart-charging/site/site-description";
import type { ProblemNode } from "@/core/smart-charging/site-plan/site-problem";
import { siteFacts } from "@/core/smart-charging/site-state/site-facts";
import type { SiteState } from "@/core/smart-charging/site-state/site-state";
import type { SlotSpan } from "@/core/smart-charging/slot-span";
import type { Ctx } from "@/services/context";
import { marketOver } from "@/services/energy-market/market-over";
import { readSite } from "@/services/sites/read-site";
import { plugsOf } from "./site-plugs";
import { siteSafeW } from "./site-safe-limit";
import { readSiteSessions, type SiteSession } from "./site-sessions";

/** A site as it is planned: its state, what energy costs, and what its facts come to. */
export interface SiteSnapshot {
  readonly site: SiteDescription;
  readonly state: SiteState;
  readonly sessions: readonly SiteSession[];
  readonly market: MarketSlots | null;
  /** SHA-256 of `siteFacts`, hexadecimal. */
  readonly fingerprint: string;
}

/** The slots that are planned at a moment: whole slots of the clock, the one that has begun first. */
function planSpan(
  { slotMinutes, horizonSlots }: Pick<SiteDescription, "slotMinutes" | "horizonSlots">,
  at: Temporal.Instant,
): SlotSpan {
  const ms = slotMinutes * 60_000;
  const startsAt = Temporal.Instant.fromEpochMilliseconds(
    Math.floor(at.epochMilliseconds / ms) * ms,
  );
  return { startsAt, slotMinutes, slots: horizonSlots };
}

/**
 * A site's state at this moment, all of it from one snapshot of the database. The system's own.
 * @throws ServiceError NOT_FOUND.
 */
export async function readSiteState(ctx: Ctx, siteId: Id<"site">): Promise<SiteSnapshot> {
  return ctx.db.transaction((tx) => siteStateIn({ ...ctx, db: tx }, siteId, ctx.clock.now()), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

/** The same within a transaction, as it is seen from a moment. */
export async function siteStateIn(
  tx: Ctx,
  siteId: Id<"site">,
  at: Temporal.Instant,
): Promise<SiteSnapshot> {
  const then: Ctx = { ...tx, clock: { now: () => at } };
  const site = await readSite(then, siteId);
  const span = planSpan(site, at);
  const limits = limitsOver(site, span);
  const base = baseLoadOver(site, span);
  const plugs = await plugsOf(then, site);
  const sessions = await readSiteSessions(then, site, plugs);
  const taken = new Set(sessions.map(({ node }) => node.id));
  const nodes = site.nodes.flatMap((node): ProblemNode[] => {
    const { limitA, limitW } = limits.get(node.id)!;
    const isLimited = [...limitA, ...limitW].some((limit) => limit !== null);
    if (node.kind === "evse" && !(isLimited && taken.has(node.id))) return [];
    const { id, parentId, name } = node;
    return [{ id, parentId, name, limitA, limitW, baseW: base.get(id) ?? [] }];
  });
  const kept = new Set(nodes.map(({ id }) => id));
  const market = site.zone === null ? null : await marketOver(then, site.zone, span);
  const state: SiteState = {
    at,
    span,
    voltage: site.voltage,
    isSteered: site.isSteered,
    rateUnit: nodes.some(({ limitA }) => limitA.some((limit) => limit !== null)) ? "A" : "W",
    safeW: siteSafeW(site, plugs, at),
    assumedStayMinutes: site.assumedStayMinutes,
    assumedEnergyWh: site.assumedEnergyWh,
    nodes,
    sessions: sessions.map(({ state: session, node }) => ({
      ...session,
      nodeId: kept.has(node.id) ? node.id : (node.parentId ?? node.id),
    })),
    price: perSlot(span, market, ({ priceMicro }) => priceMicro),
    carbon: perSlot(span, market, ({ carbonMicro }) => carbonMicro),
  };
  const fingerprint = createHash("sha256").update(siteFacts(state)).digest("hex");
  return { site, state, sessions, market, fingerprint };
}

/** 10⁻⁶ as the planner's plain numbers; null where nothing is known. */
function perSlot(
  { slots }: SlotSpan,
  market: MarketSlots | null,
  pick: (slot: MarketSlots["slots"][number]) => bigint | null,
): readonly (number | null)[] {
  return Array.from({ length: slots }, (_, index) => {
    const slot = market?.slots[index];
    const value = slot ? pick(slot) : null;
    return value === null ? null : Number(value) / 1e6;
  });
}
