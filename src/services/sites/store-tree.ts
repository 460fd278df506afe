import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { checkTree } from "@/core/smart-charging/site/check-site";
import type { SiteDescription, SiteNode } from "@/core/smart-charging/site/site-description";
import { draftOf, type NodeDraft } from "@/core/smart-charging/site/site-draft";
import { insertRows } from "@/db/insert-rows";
import { newId } from "@/db/new-id";
import { partners } from "@/db/schema/partners";
import { siteLimitWindows, siteNodes, sites } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { refuseFaults } from "./refuse-faults";

/** Which site a tree is stored for. */
export type TreeOwner = Pick<SiteDescription, "id" | "partnerId" | "countryCode" | "partyId">;

/**
 * Stores a site's tree in place of what it has: parts that it has by their id, new ones under new ids, the rest goes.
 * Answers the id of each key. Call it in a transaction.
 * @throws ServiceError INVALID with `fault`, CONFLICT with `site` where another site has one of the EVSEs.
 */
export async function storeTree(
  tx: Ctx,
  site: TreeOwner,
  tree: { readonly has: readonly SiteNode[]; readonly gets: readonly NodeDraft[] },
): Promise<ReadonlyMap<string, Id<"siteNode">>> {
  const gets = tree.gets.map(tidied);
  refuseFaults(checkTree(gets));
  await refuseTaken(tx, site, gets);
  const has = new Set(tree.has.map(({ id }) => id));
  const ids = new Map(
    gets.map(({ key }) => [key, has.has(key) ? asId<"siteNode">(key) : newId<"siteNode">()]),
  );
  const before = new Map(tree.has.map((node) => [node.id, written(draftOf(node), node.position)]));
  const { tenantId } = tx;
  // Parents first: a part refers to the one that feeds it.
  for (const [position, node] of inOrder(gets).entries()) {
    const id = ids.get(node.key);
    if (!id) continue;
    const parentId = node.parentKey === null ? null : (ids.get(node.parentKey) ?? null);
    if (before.get(node.key) === written(node, position)) continue;
    const values = { ...columnsOf(node), parentId, position };
    if (has.has(node.key)) {
      await tx.db
        .update(siteNodes)
        .set(values)
        .where(and(eq(siteNodes.tenantId, tenantId), eq(siteNodes.id, id)));
      await tx.db
        .delete(siteLimitWindows)
        .where(and(eq(siteLimitWindows.tenantId, tenantId), eq(siteLimitWindows.nodeId, id)));
    } else {
      await tx.db.insert(siteNodes).values({ tenantId, id, siteId: site.id, ...values });
    }
    const windows = node.windows.map((one) => ({
      ...one,
      tenantId,
      id: newId<"other">(),
      nodeId: id,
    }));
    await insertRows(tx.db, siteLimitWindows, windows);
  }
  await removeRest(tx, tree.has, new Set(ids.values()));
  return ids;
}

function tidied(node: NodeDraft): NodeDraft {
  return {
    ...node,
    name: node.name.trim(),
    locationOcpiId: node.locationOcpiId?.trim().toUpperCase() ?? null,
    evseUid: node.evseUid?.trim().toUpperCase() ?? null,
  };
}

function columnsOf(node: NodeDraft) {
  const { kind, name, limitA, limitW, phases, firstPhase, locationOcpiId, evseUid } = node;
  return { kind, name, limitA, limitW, phases, firstPhase, locationOcpiId, evseUid };
}

function written(node: NodeDraft, position: number): string {
  const windows = node.windows.map((one) => [
    one.weekdays,
    one.fromClock,
    one.toClock,
    one.limitA,
    one.limitW,
  ]);
  return JSON.stringify([position, node.parentKey, Object.values(columnsOf(node)), windows]);
}

function inOrder(nodes: readonly NodeDraft[]): readonly NodeDraft[] {
  const byParent = Map.groupBy(nodes, ({ parentKey }) => parentKey);
  const below = (key: string | null): readonly NodeDraft[] =>
    (byParent.get(key) ?? []).flatMap((node) => [node, ...below(node.key)]);
  return below(null);
}

async function removeRest(
  tx: Ctx,
  has: readonly SiteNode[],
  stays: ReadonlySet<string>,
): Promise<void> {
  // Children first: a part is referred to by those that it feeds.
  for (const { id } of has.toReversed()) {
    if (stays.has(id)) continue;
    await tx.db
      .delete(siteNodes)
      .where(and(eq(siteNodes.tenantId, tx.tenantId), eq(siteNodes.id, asId<"siteNode">(id))));
  }
}

/** One EVSE is at one site: two trees that both want it wait for each other here. */
async function refuseTaken(tx: Ctx, site: TreeOwner, nodes: readonly NodeDraft[]): Promise<void> {
  const places = new Map(
    nodes.flatMap((node) =>
      node.locationOcpiId && node.evseUid
        ? [[JSON.stringify([node.locationOcpiId, node.evseUid]), node] as const]
        : [],
    ),
  );
  if (places.size === 0) return;
  await tx.db
    .select({ id: partners.id })
    .from(partners)
    .where(and(eq(partners.tenantId, tx.tenantId), eq(partners.id, site.partnerId)))
    .for("no key update");
  const locationIds = [...new Set([...places.values()].flatMap((one) => one.locationOcpiId ?? []))];
  const taken = await tx.db
    .select({ site: sites.name, place: siteNodes.locationOcpiId, uid: siteNodes.evseUid })
    .from(siteNodes)
    .innerJoin(sites, and(eq(sites.tenantId, siteNodes.tenantId), eq(sites.id, siteNodes.siteId)))
    .where(
      and(
        eq(siteNodes.tenantId, tx.tenantId),
        inArray(siteNodes.locationOcpiId, locationIds),
        ne(sites.id, site.id),
        eq(sites.partnerId, site.partnerId),
        eq(sites.countryCode, site.countryCode),
        eq(sites.partyId, site.partyId),
        isNull(sites.removedAt),
      ),
    );
  for (const other of taken) {
    const node = places.get(JSON.stringify([other.place, other.uid]));
    if (!node) continue;
    throw new ServiceError("CONFLICT", `${node.name} belongs to the site ${other.site}.`, {
      fault: "taken",
      node: node.name,
      site: other.site,
    });
  }
}
