import { asId, type Id } from "@/core/ids";
import type { NodeDraft } from "@/core/smart-charging/site/site-draft";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { changeTree, type TreeEdit } from "./change-site";
import { listSignals } from "./list-signals";
import { pointsOfLocation } from "./points-of-location";
import { findSite } from "./site-tables";

/** A part of a tree as it is put there: without `key` a new one. */
export type NodeInput = Omit<NodeDraft, "key"> & { readonly key: string | null };

const NEW = "new";

/**
 * Puts a part into a site's tree, or changes one that is there; what it is stays what it was. Answers its id.
 * @throws ServiceError INVALID with `fault` and `node`, CONFLICT, NOT_FOUND.
 */
export async function putNode(
  ctx: Ctx,
  siteId: Id<"site">,
  node: NodeInput,
): Promise<Id<"siteNode">> {
  const key = node.key ?? NEW;
  const edit: TreeEdit = (nodes) => {
    if (node.key === null) return [...nodes, { ...node, key }];
    const known = findNode(nodes, key);
    return nodes.map((one) => (one === known ? { ...node, key, kind: known.kind } : one));
  };
  const ids = await changeTree(ctx, siteId, {
    action: node.key === null ? "site.node-added" : "site.node-changed",
    detail: { ...node },
    edit,
  });
  return ids.get(key) ?? asId<"siteNode">(key);
}

/**
 * Takes a part out of a site's tree; what it fed is then fed by what fed it. The grid connection stays, and so does a
 * part that a grid operator has lowered: his limit would go with it.
 * @throws ServiceError NOT_FOUND, PRECONDITION with `reason` "grid" or "signal".
 */
export async function removeNode(ctx: Ctx, siteId: Id<"site">, nodeId: string): Promise<void> {
  const signals = await listSignals(ctx, siteId);
  if (signals.some((signal) => signal.nodeId === nodeId)) {
    throw new ServiceError("PRECONDITION", "A signal of the grid holds this part.", {
      reason: "signal",
    });
  }
  await changeTree(ctx, siteId, {
    action: "site.node-removed",
    detail: { nodeId },
    edit: (nodes) => {
      const gone = findNode(nodes, nodeId);
      if (gone.kind === "grid") {
        throw new ServiceError("PRECONDITION", "A site keeps its grid connection.", {
          reason: "grid",
        });
      }
      return nodes
        .filter((one) => one !== gone)
        .map((one) => (one.parentKey === nodeId ? { ...one, parentKey: gone.parentKey } : one));
    },
  });
}

/**
 * Adds all EVSEs of a location that the site does not have yet, below one part of its tree. Answers how many. The
 * location is of the site's operator.
 * @throws ServiceError NOT_FOUND, PRECONDITION with `reason` "other-operator", CONFLICT where another site has one.
 */
export async function addLocationPoints(
  ctx: Ctx,
  siteId: Id<"site">,
  input: { readonly locationId: string; readonly parentId: string },
): Promise<number> {
  const site = await findSite(ctx, siteId);
  const location = await pointsOfLocation(ctx, input.locationId, input.parentId);
  const isOurs =
    location.partnerId === site.partnerId &&
    location.countryCode === site.countryCode &&
    location.partyId === site.partyId;
  if (!isOurs) {
    throw new ServiceError("PRECONDITION", "This location is another operator's.", {
      reason: "other-operator",
    });
  }
  let added = 0;
  await changeTree(ctx, siteId, {
    action: "site.location-added",
    detail: { ...input },
    edit: (nodes) => {
      const has = new Set(nodes.map(placeOf));
      const fresh = location.points.filter((point) => !has.has(placeOf(point)));
      added = fresh.length;
      return [...nodes, ...fresh];
    },
  });
  return added;
}

function placeOf({ locationOcpiId, evseUid }: NodeDraft): string {
  return JSON.stringify([locationOcpiId, evseUid]);
}

function findNode(nodes: readonly NodeDraft[], key: string): NodeDraft {
  const node = nodes.find((one) => one.key === key);
  if (!node) throw new ServiceError("NOT_FOUND", "There is no such part of the site.");
  return node;
}
