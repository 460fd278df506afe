import { baseLoadOver } from "@/core/smart-charging/site/base-load-over";
import { limitsOver } from "@/core/smart-charging/site/limits-over";
import type { SiteDescription } from "@/core/smart-charging/site/site-description";
import { safeLimitW } from "@/core/smart-charging/site-state/safe-limit";
import type { SitePlug } from "./site-plugs";

/** IEC 61851: the least current that a station may offer. */
const LEAST_A = 6;
const HOUR_MS = 3_600_000;
/** Limits and base load go by the week. */
const WEEK = { slotMinutes: 60, slots: 168 } as const;

/**
 * W that each charging point of a site falls back to without contact: as its people said, else what all of them can
 * draw at once at any hour of the week to come.
 */
export function siteSafeW(
  site: SiteDescription,
  plugs: ReadonlyMap<string, SitePlug>,
  at: Temporal.Instant,
): number {
  if (site.safeW !== null) return site.safeW;
  const hour = Math.floor(at.epochMilliseconds / HOUR_MS) * HOUR_MS;
  const span = { startsAt: Temporal.Instant.fromEpochMilliseconds(hour), ...WEEK };
  const limits = limitsOver(site, span);
  const base = baseLoadOver(site, span);
  const points = [...plugs.values()].map(({ node, plugOf }) => {
    const { phases, firstPhase, maxW } = plugOf(null);
    const minW = LEAST_A * site.voltage * phases;
    return { nodeId: node.id, phases, firstPhase, maxW, minW: Math.min(minW, maxW) };
  });
  const nodes = site.nodes.map(({ id, parentId, name }) => ({
    id,
    parentId,
    name,
    limitA: limits.get(id)?.limitA ?? [],
    limitW: limits.get(id)?.limitW ?? [],
    baseW: base.get(id) ?? [],
  }));
  return safeLimitW({ slots: span.slots, voltage: site.voltage, nodes, points });
}
