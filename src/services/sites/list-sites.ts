import { and, asc, eq, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { limitInW } from "@/core/smart-charging/site/is-over-limit";
import { partners } from "@/db/schema/partners";
import { sites } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { readGridView } from "./read-grid-view";
import { readPoints } from "./read-points";
import { readNodes } from "./site-tables";

/** A site as the list shows it. */
export interface SiteListItem {
  readonly id: Id<"site">;
  readonly name: string;
  readonly operator: string;
  readonly isSteered: boolean;
  readonly points: number;
  /** Charging points that can't be steered. */
  readonly unsteerable: number;
  /** Of the grid connection, in force now. */
  readonly limitA: number | null;
  readonly limitW: number | null;
  /** The lower of both in W. */
  readonly mostW: number | null;
  readonly loadW: number;
  readonly source: "measured" | "sessions" | "assumed";
  /** Sessions that charge now. */
  readonly charging: number;
  /** Names of the parts whose load lies above their limit. */
  readonly over: readonly string[];
}

/** The sites that are watched, by name, with their load now. For operations. */
export async function listSites(ctx: Ctx): Promise<readonly SiteListItem[]> {
  requireRole(ctx, "operations");
  const rows = await ctx.db
    .select({ site: sites, operator: partners.name })
    .from(sites)
    .innerJoin(
      partners,
      and(eq(partners.tenantId, sites.tenantId), eq(partners.id, sites.partnerId)),
    )
    .where(and(eq(sites.tenantId, ctx.tenantId), isNull(sites.removedAt)))
    .orderBy(asc(sites.name), asc(sites.id));
  const items: SiteListItem[] = [];
  for (const { site, operator } of rows) {
    const view = await readGridView(ctx, site.id);
    const { points } = await readPoints(ctx, { ...site, nodes: await readNodes(ctx, site.id) });
    const grid = view.nodes.find(({ kind }) => kind === "grid");
    const { limitA = null, limitW = null } = grid ?? {};
    items.push({
      id: site.id,
      name: site.name,
      operator,
      isSteered: site.isSteered,
      points: points.length,
      unsteerable: points.filter(({ hindrance }) => hindrance !== null).length,
      limitA,
      limitW,
      mostW: limitInW({ limitA, limitW, voltage: site.voltage }),
      loadW: grid?.loadW ?? 0,
      source: grid?.source ?? "sessions",
      charging: view.charging,
      // What is only assumed to be too much is no trouble yet.
      over: view.nodes
        .filter((node) => node.excessW > 0 && node.source !== "assumed")
        .map(({ name }) => name),
    });
  }
  return items;
}
