import { invalid, missing } from "./errors";
import { isSection, type Params } from "./form-decoding";
import { integer, text } from "./params";

/** Parameters that every list takes. */
export const LIST_PARAMS = ["limit", "starting_after", "ending_before", "created"] as const;

interface Listed {
  id: string;
  created?: number;
}

/** One page of rows (given oldest first), newest first, in Stripe's list shape. */
export function listPage<T extends Listed>(params: Params, url: string, oldestFirst: readonly T[]) {
  const rows = oldestFirst.toReversed().filter((row) => isWithin(params, row.created ?? 0));
  const limit = integer(params, "limit") ?? 10;
  if (limit < 1 || limit > 100) {
    throw invalid(`Invalid limit: ${limit}. Must be between 1 and 100.`, { param: "limit" });
  }
  const after = text(params, "starting_after");
  const before = text(params, "ending_before");
  if (after !== undefined && before !== undefined) {
    throw invalid("You can't use both ending_before and starting_after.", {
      param: "ending_before",
    });
  }
  if (before !== undefined) {
    const end = indexOf(rows, before, "ending_before");
    const start = Math.max(0, end - limit);
    return asList(url, rows.slice(start, end), start > 0);
  }
  const start = after === undefined ? 0 : indexOf(rows, after, "starting_after") + 1;
  return asList(url, rows.slice(start, start + limit), rows.length > start + limit);
}

/** Stripe's list object. */
export function asList<T>(url: string, data: T[], hasMore = false) {
  return { object: "list" as const, data, has_more: hasMore, url };
}

function indexOf(rows: readonly Listed[], id: string, param: string): number {
  const index = rows.findIndex((row) => row.id === id);
  if (index < 0) throw missing("object", id, param);
  return index;
}

/** Whether a moment, in epoch seconds, lies in the range that a parameter asks for, if it does. */
export function isWithin(params: Params, moment: number, name = "created"): boolean {
  const range = params[name];
  if (range === undefined || range === null) return true;
  if (!isSection(range)) return moment === integer(params, name);
  const bound = (edge: string) => integer(range, edge);
  return (
    moment > (bound("gt") ?? -Infinity) &&
    moment >= (bound("gte") ?? -Infinity) &&
    moment < (bound("lt") ?? Infinity) &&
    moment <= (bound("lte") ?? Infinity)
  );
}
