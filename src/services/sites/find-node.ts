import type { SiteNode } from "@/core/smart-charging/site/site-description";
import { ServiceError } from "@/services/service-error";

/**
 * The part of a site that somebody means: by its id, or by its name where one part has it. Without one: the grid
 * connection.
 * @throws ServiceError INVALID with `fault` "unknown-node" or "ambiguous-node".
 */
export function findNode(nodes: readonly SiteNode[], meant: string | null): SiteNode {
  const wanted = meant?.trim().toLowerCase();
  const found =
    wanted === undefined || wanted === ""
      ? nodes.filter(({ kind }) => kind === "grid")
      : nodes.filter(({ id, name }) => id === wanted || name.trim().toLowerCase() === wanted);
  const [node] = found;
  if (!node) {
    throw new ServiceError("INVALID", "The site has no such part.", {
      fault: "unknown-node",
      node: meant ?? "",
    });
  }
  if (found.length > 1) {
    throw new ServiceError("INVALID", "Several parts have this name: say the id.", {
      fault: "ambiguous-node",
      node: node.name,
    });
  }
  return node;
}
