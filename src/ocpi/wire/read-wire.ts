import type { z } from "zod";
import { no, ok, type Outcome } from "@/core/outcome";
import { isJsonObject, type JsonValue } from "@/ocpi/json-value";
import { type LookParams, RECEIPT_TIME } from "./look";

/** Something about one field: a tolerance that was used, or why it could not be read. */
export interface Finding {
  /** As in `tariffs[0].elements[1].price_components[0].vat`; empty for the object itself. */
  readonly path: string;
  readonly code: string;
}

/** An object as its schema wants it, and the tolerances that this took. */
export interface Read<T> {
  readonly value: T;
  readonly notes: readonly Finding[];
}

const MAX_ROUNDS = 12;
const MAX_FINDINGS = 100;

/**
 * Reads a wire object by its schema. A fault that its field can live with is repaired (or let be) and
 * noted, and the schema looks again; any other fault is a reason. `receivedAt` stands in for the times
 * that may be missing. The input stays as it is. Never throws.
 */
export function readWire<T>(
  schema: z.ZodType<T>,
  input: JsonValue,
  receivedAt: Temporal.Instant,
): Outcome<Read<T>, readonly Finding[]> {
  // A holder, so that the object itself can be replaced like any field.
  let holder: { root: unknown } = { root: input };
  let isOwn = false;
  const seen = new Set<string>();
  const notes: Finding[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = schema.safeParse(holder.root);
    if (result.success) return ok({ value: holder.root as T, notes: capped(notes) });
    const reasons: Finding[] = [];
    let isChanged = false;
    for (const issue of result.error.issues) {
      const path = pathText(issue.path);
      const params = paramsOf(issue);
      if (params?.note === undefined) {
        reasons.push({ path, code: reasonOf(issue, at(holder.root, issue.path)) });
        continue;
      }
      const mark = `${path}\n${params.note}`;
      if (seen.has(mark)) continue;
      seen.add(mark);
      notes.push({ path, code: params.note });
      if (params.read === undefined) continue;
      if (!isOwn) holder = { root: copy(holder.root) };
      isOwn = true;
      isChanged = true;
      put(holder, ["root", ...issue.path], standIn(params.read.value, receivedAt));
    }
    if (reasons.length > 0) return no(capped(reasons));
    // Only notes without a repair are left: the value is what the schema's type says.
    if (!isChanged) return ok({ value: holder.root as T, notes: capped(notes) });
  }
  return no([{ path: "", code: "unreadable" }]);
}

/** A finding as text for people and for storage: `cdr_token.uid: missing`. */
export function describeFinding({ path, code }: Finding): string {
  return path === "" ? code : `${path}: ${code}`;
}

function paramsOf(issue: z.core.$ZodIssue): LookParams | undefined {
  return issue.code === "custom" ? (issue.params as LookParams | undefined) : undefined;
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === "custom") return issue.message;
  if (value === undefined || value === null) return "missing";
  return issue.code === "invalid_type" ? `not-an-${issue.expected}` : issue.code;
}

function standIn(value: unknown, receivedAt: Temporal.Instant): unknown {
  // A copy: later rounds may repair inside it.
  return value === RECEIPT_TIME ? receivedAt.toString() : copy(value);
}

function capped(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MAX_FINDINGS) return findings;
  const more = { path: "", code: `and ${findings.length - MAX_FINDINGS} more` };
  return [...findings.slice(0, MAX_FINDINGS), more];
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let found: unknown = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = (found as Record<PropertyKey, unknown>)[key];
  }
  return found;
}

function put(holder: object, path: readonly PropertyKey[], value: unknown): void {
  const last = path.at(-1);
  const parent = at(holder, path.slice(0, -1));
  if (last === undefined || typeof parent !== "object" || parent === null) return;
  const target = parent as Record<PropertyKey, unknown>;
  if (value === undefined && !Array.isArray(parent)) delete target[last];
  else target[last] = value;
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copy(entry)]));
}
