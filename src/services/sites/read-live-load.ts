import type { Id } from "@/core/ids";
import { type LiveLoad, liveLoad } from "@/core/smart-charging/site/live-load";
import { measuredBase } from "@/core/smart-charging/site/measured-base";
import { type SlotSpan, slotStart } from "@/core/smart-charging/slot-span";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { readSiteSessions } from "./read-site-sessions";
import { findSite, readMeters, readNodes, readSignals } from "./site-tables";

/**
 * A site's load now and at the start of each slot of a span (of the past, as a rule): what meters and sessions show,
 * and where they show nothing, the most that it may be. For operations.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function readLiveLoad(
  ctx: Ctx,
  siteId: Id<"site">,
  span: SlotSpan,
): Promise<LiveLoad> {
  requireRole(ctx, "operations");
  const site = await findSite(ctx, siteId);
  const nodes = await readNodes(ctx, siteId);
  const signals = await readSignals(ctx, siteId);
  const now = ctx.clock.now();
  const from = earlier(span.startsAt, now);
  const to = later(slotStart(span, span.slots), now);
  const readings = await readMeters(ctx, siteId, from.subtract({ minutes: 30 }));
  const frame = { ...site, nodes };
  const sessions = await readSiteSessions(ctx, frame, { from: from.subtract({ minutes: 30 }), to });
  const measured = measuredBase(nodes, sessions, readings);
  return liveLoad(
    { site: { ...frame, signals, measuredBase: measured }, sessions, readings },
    now,
    span,
  );
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}
