import type { SiteNode } from "./site-description";

type Placed = Pick<SiteNode, "id" | "parentId">;

/** Nodes with their parents before them, otherwise in the order given. What hangs on nothing is left out. */
export function parentsFirst<N extends Placed>(nodes: readonly N[]): readonly N[] {
  const byParent = Map.groupBy(nodes, ({ parentId }) => parentId);
  const below = (parentId: string | null): readonly N[] =>
    (byParent.get(parentId) ?? []).flatMap((node) => [node, ...below(node.id)]);
  return below(null);
}

/** For each node of a tree itself and all above it, nearest first. */
export function chainsUp(nodes: readonly Placed[]): ReadonlyMap<string, readonly string[]> {
  const parentOf = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  return new Map(
    nodes.map(({ id }) => {
      const chain: string[] = [];
      let at: string | null | undefined = id;
      while (at !== null && at !== undefined && !chain.includes(at)) {
        chain.push(at);
        at = parentOf.get(at);
      }
      return [id, chain];
    }),
  );
}
