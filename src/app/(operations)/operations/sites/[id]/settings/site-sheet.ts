import type { RouterOutputs } from "@/trpc/outputs";

export type SiteSheet = RouterOutputs["operations"]["sites"]["get"];
export type Site = SiteSheet["site"];
export type SiteNode = Site["nodes"][number];

/** How deep a part lies in its tree; the grid connection: 0. */
export function depthOf(nodes: readonly SiteNode[], node: SiteNode): number {
  let depth = 0;
  let at: SiteNode | undefined = node;
  while (at && at.parentId !== null && depth < nodes.length) {
    const { parentId }: SiteNode = at;
    at = nodes.find(({ id }) => id === parentId);
    depth += 1;
  }
  return depth;
}

/** The parts that another one may hang below: none of its own. */
export function parentsFor(nodes: readonly SiteNode[], node: SiteNode | null): readonly SiteNode[] {
  const isBelow = (one: SiteNode): boolean => {
    if (node === null) return false;
    if (one.id === node.id) return true;
    const parent = nodes.find(({ id }) => id === one.parentId);
    return parent !== undefined && isBelow(parent);
  };
  return nodes.filter((one) => one.kind !== "evse" && !isBelow(one));
}
