import { invalid } from "./errors";
import type { TableName } from "./store";
import { asList } from "./list-page";
import type { World } from "./world";

/** Which table the id in a field leads to. */
const LEADS_TO: Record<string, readonly TableName[]> = {
  balance_transaction: ["balance_transaction"],
  charge: ["charge"],
  customer: ["customer", "deleted_customer"],
  default_payment_method: ["payment_method"],
  failure_balance_transaction: ["balance_transaction"],
  latest_charge: ["charge"],
  mandate: ["mandate"],
  payment_intent: ["payment_intent"],
  payment_method: ["payment_method"],
  product: ["product"],
  setup_intent: ["setup_intent"],
  source: ["charge", "refund", "dispute", "payout"],
};
const DEEPEST = 4;

/** A copy of an answer in which the named ids are replaced by their objects. */
export function expanded(world: World, answer: object, paths: readonly string[]): object {
  const copy = structuredClone(answer);
  for (const path of paths) {
    const segments = path.split(".");
    const depth = segments[0] === "data" ? segments.length - 1 : segments.length;
    if (depth > DEEPEST) {
      throw invalid(`You cannot expand more than ${DEEPEST} levels of a property.`, {
        param: "expand",
      });
    }
    expand(world, copy, segments, path);
  }
  return copy;
}

function expand(world: World, node: unknown, segments: readonly string[], path: string): void {
  const [field, ...rest] = segments;
  if (field === undefined || !isRecord(node)) return;
  if (field === "data" && Array.isArray(node["data"])) {
    if (rest.length === 0) throw notExpandable(path);
    for (const entry of node["data"]) expand(world, entry, rest, path);
    return;
  }
  if (field === "line_items" && node["object"] === "checkout.session") {
    const id = String(node["id"]);
    const url = `/v1/checkout/sessions/${id}/line_items`;
    node["line_items"] = asList(url, world.store.get("session_plan", id)?.items ?? []);
    return;
  }
  if (!(field in node)) throw notExpandable(path);
  const value = node[field];
  if (typeof value === "string") node[field] = target(world, field, value, path);
  else if (!(field in LEADS_TO) && !(isRecord(value) && "object" in value))
    throw notExpandable(path);
  expand(world, node[field], rest, path);
}

function target(world: World, field: string, id: string, path: string): unknown {
  const tables = LEADS_TO[field];
  if (tables === undefined) throw notExpandable(path);
  for (const table of tables) {
    const found = world.store.get(table, id);
    if (found) return structuredClone(found);
  }
  return id;
}

function notExpandable(path: string) {
  return invalid(`This property cannot be expanded (${path}).`, { param: "expand" });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
