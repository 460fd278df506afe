import { invalid } from "./errors";

export type ParamValue = string | number | boolean | null | ParamValue[] | Params;
export interface Params {
  [name: string]: ParamValue;
}

const UNSAFE = new Set(["__proto__", "constructor", "prototype"]);

/** Decodes Stripe's form encoding: `a[b]=c`, `a[]=b`, `a[0][b]=c`. */
export function decodeForm(text: string): Params {
  const root: Params = Object.create(null) as Params;
  for (const [name, value] of new URLSearchParams(text)) assign(root, segmentsOf(name), value);
  return arraysFrom(root) as Params;
}

function segmentsOf(name: string): string[] {
  const head = /^[^[\]]+/.exec(name)?.[0];
  if (!head) throw invalid(`Invalid parameter name: ${name}`, { param: name });
  const rest = name.slice(head.length);
  if (!/^(\[[^[\]]*\])*$/.test(rest))
    throw invalid(`Invalid parameter name: ${name}`, { param: name });
  const segments = [head, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? "")];
  if (segments.some((segment) => UNSAFE.has(segment)) || segments.length > 12) {
    throw invalid(`Invalid parameter name: ${name}`, { param: name });
  }
  return segments;
}

function assign(root: Params, segments: string[], value: string): void {
  let node = root;
  segments.forEach((segment, index) => {
    const key = segment === "" ? String(Object.keys(node).length) : segment;
    if (index === segments.length - 1) {
      node[key] = value;
      return;
    }
    const next = node[key];
    if (isSection(next)) {
      node = next;
      return;
    }
    if (next !== undefined) {
      throw invalid(`Invalid parameter: ${segments[0]}`, { param: segments[0] ?? "" });
    }
    const made: Params = Object.create(null) as Params;
    node[key] = made;
    node = made;
  });
}

function arraysFrom(value: ParamValue): ParamValue {
  if (!isSection(value)) return value;
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) {
    const ordered = keys.toSorted((a, b) => Number(a) - Number(b));
    return ordered.map((key) => arraysFrom(value[key] ?? null));
  }
  const plain: Params = {};
  for (const key of keys) plain[key] = arraysFrom(value[key] ?? null);
  return plain;
}

/** True for a nested `a[b]=c` section. */
export function isSection(value: ParamValue | undefined): value is Params {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
