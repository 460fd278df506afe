import { type ApiError, invalid } from "./errors";
import { isSection, type Params, type ParamValue } from "./form-decoding";

/** A text parameter; absent, null and "" (Stripe's "unset") are all undefined. */
export function text(params: Params, name: string): string | undefined {
  const value = params[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "object") throw invalid(`Invalid string: ${name}`, { param: name });
  return String(value);
}

/** A text parameter that the call can't do without. */
export function requiredText(params: Params, name: string): string {
  const value = text(params, name);
  if (value === undefined) throw missingParam(name);
  return value;
}

export function missingParam(name: string): ApiError {
  return invalid(`Missing required param: ${name}.`, { code: "parameter_missing", param: name });
}

/** The new text of a field that an update may set, clear ("" or null) or leave alone. */
export function changedText(
  params: Params,
  name: string,
  before: string | null | undefined,
): string | null {
  return name in params ? (text(params, name) ?? null) : (before ?? null);
}

/** A whole number. Stripe refuses everything else, also 10.5 and 1e3. */
export function integer(params: Params, name: string): number | undefined {
  const value = params[name];
  if (value === undefined || value === null || value === "") return undefined;
  const given = plain(value);
  if (!/^-?\d{1,15}$/.test(given)) {
    throw invalid(`Invalid integer: ${given}`, {
      code: "parameter_invalid_integer",
      param: name,
    });
  }
  return Number(value);
}

/** A boolean parameter; the value that is neither is refused. */
export function flag(params: Params, name: string): boolean | undefined {
  const value = params[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw invalid(`Invalid boolean: ${plain(value)}`, { param: name });
}

function plain(value: ParamValue): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export function section(params: Params, name: string): Params | undefined {
  const value = params[name];
  return isSection(value) ? value : undefined;
}

export function items(params: Params, name: string): ParamValue[] {
  const value = params[name];
  if (value === undefined || value === null || value === "") return [];
  return Array.isArray(value) ? value : [value];
}

export function texts(params: Params, name: string): string[] {
  return items(params, name).map(plain);
}

/** One of a closed list of values. */
export function oneOf<T extends string>(
  params: Params,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const value = text(params, name);
  if (value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw invalid(`Invalid ${name}: must be one of ${allowed.join(", ")}`, { param: name });
  }
  return found;
}

/** Metadata merged into what was there: "" removes a key, `metadata=""` removes all. */
export function metadata(
  params: Params,
  before: Record<string, string> | null = {},
): Record<string, string> {
  if (!("metadata" in params)) return { ...before };
  const given = params["metadata"];
  if (!isSection(given)) return {};
  const merged: Record<string, string> = { ...before };
  for (const [key, value] of Object.entries(given)) {
    if (key.length > 40)
      throw invalid("Metadata keys can have up to 40 characters", { param: "metadata" });
    if (value === "" || value === null) delete merged[key];
    else merged[key] = metadataText(value);
  }
  if (Object.keys(merged).length > 50) {
    throw invalid("Metadata can have up to 50 keys", { param: "metadata" });
  }
  return merged;
}

function metadataText(value: ParamValue): string {
  if (typeof value === "object")
    throw invalid("Metadata values must be strings", { param: "metadata" });
  const result = String(value);
  if (result.length > 500) {
    throw invalid("Metadata values can have up to 500 characters", { param: "metadata" });
  }
  return result;
}
