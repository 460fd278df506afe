import type { ProblemNode } from "./site-problem";
import { at, type WrittenFields, type WrittenPlace } from "./written-fields";

/** A site's limits as they are written, in the planner's words. */
export interface WrittenLimits {
  readonly nodes: readonly ProblemNode[];
  /** The limit that each charging point is listed under. */
  readonly nodeByEvse: ReadonlyMap<string, string>;
}

const KNOWN = ["id", "max_w", "max_a", "base_w", "name", "children", "evses"];
const MOST_LIMITS = 2000;
const DEEPEST = 32;

interface Waiting {
  readonly value: unknown;
  readonly path: string;
  readonly parentId: string | null;
  readonly depth: number;
}

/**
 * Reads the tree of limits, parents before their children, depth first. `slots` null: unknown, lists of slots
 * are not counted. Faults go to `reader`.
 */
export function readLimits(
  reader: WrittenFields,
  limits: unknown,
  slots: number | null,
): WrittenLimits {
  const nodes: ProblemNode[] = [];
  const nodeByEvse = new Map<string, string>();
  const ids = new Set<string>();
  // A stack of its own: the depth of the input is not ours to trust.
  const waiting: Waiting[] = [{ value: limits, path: "limits", parentId: null, depth: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (nodes.length === MOST_LIMITS || next.depth > DEEPEST) {
      const most = `${MOST_LIMITS} limits, ${DEEPEST} below one another`;
      reader.fault(next.path, `is more than is taken. Give at most ${most}.`);
      break;
    }
    const place = reader.object(next.value, next.path, KNOWN);
    if (place === null) continue;
    const node = readLimit(reader, place, { parentId: next.parentId, slots });
    if (ids.has(node.id))
      reader.fault(at(place, "id"), `is "${node.id}" again. Give each limit an id of its own.`);
    ids.add(node.id);
    nodes.push(node);
    readEvses(reader, place, node.id, nodeByEvse);
    for (const [index, value] of [...reader.list(place, "children").entries()].toReversed())
      waiting.push({
        value,
        path: `${at(place, "children")}[${index}]`,
        parentId: node.id,
        depth: next.depth + 1,
      });
  }
  return { nodes, nodeByEvse };
}

function readLimit(
  reader: WrittenFields,
  place: WrittenPlace,
  { parentId, slots }: { readonly parentId: string | null; readonly slots: number | null },
): ProblemNode {
  const id = reader.text(place, "id");
  if (place.fields["max_w"] === undefined && place.fields["max_a"] === undefined)
    reader.fault(
      at(place, "max_w"),
      "is missing. Give W as a number, a list with one a slot, or null where there is no limit.",
    );
  return {
    id,
    parentId,
    name: reader.text(place, "name", id),
    limitW: reader.numbersOver(slots, place, "max_w", { what: "W of 0 or more", least: 0 }),
    limitA: reader.numbersOver(slots, place, "max_a", {
      what: "A on each phase, 0 or more",
      least: 0,
    }),
    baseW: reader
      .numbersOver(slots, place, "base_w", { what: "W of 0 or more", least: 0, otherwise: 0 })
      .map((watt) => watt ?? 0),
  };
}

function readEvses(
  reader: WrittenFields,
  place: WrittenPlace,
  nodeId: string,
  nodeByEvse: Map<string, string>,
): void {
  for (const [index, value] of reader.list(place, "evses").entries()) {
    const path = `${at(place, "evses")}[${index}]`;
    const evse = reader.textAt(value, path);
    const before = nodeByEvse.get(evse);
    if (before !== undefined)
      reader.fault(path, `is "${evse}", which limit "${before}" lists already. List it once.`);
    nodeByEvse.set(evse, nodeId);
  }
}
