import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { type ApiError, invalid } from "./errors";
import type { Params } from "./form-decoding";
import { NOT_SIMULATED } from "./not-simulated";
import { PARAM_SCHEMAS } from "./param-schemas";
import { missingParam } from "./params";
import { API_VERSION } from "./settings";
import type { Route } from "./world";

// Optimizing the generated code takes longer than it ever saves here.
const ajv = new Ajv({
  strict: false,
  coerceTypes: "array",
  allErrors: true,
  code: { optimize: false },
});
const compiled = new Map<string, ValidateFunction>();

/** Removed from requests in endive; an account with an older default version still takes it. */
const OLDER_PARAM = "payment_method_types";
const RELIABLE = ["additionalProperties", "required", "type"];

/**
 * Checks the parameters of a call and turns texts into the numbers and booleans that the schema
 * asks for. Requests without a version, or with an older one, may also name `payment_method_types`.
 */
export function checkedParams(route: Route, params: Params, version: string | null): Params {
  if (route.schema === undefined) {
    const known = new Set([...(route.takes ?? []), "expand"]);
    for (const name of Object.keys(params)) if (!known.has(name)) throw unknownParam(name);
    return params;
  }
  const validate = validatorOf(route.schema);
  const { [OLDER_PARAM]: older, ...newer } = params;
  const isOlder = version !== API_VERSION && older !== undefined;
  const candidate = isOlder ? newer : params;
  if (!validate(candidate)) throw refusal(validate.errors ?? [], params);
  const unsimulated = NOT_SIMULATED[route.schema]?.find((name) => name in params);
  if (unsimulated !== undefined) {
    const message = `The Stripe simulator does not simulate ${unsimulated}.`;
    throw invalid(message, { code: "parameter_not_simulated", param: unsimulated });
  }
  return isOlder ? { ...newer, [OLDER_PARAM]: older } : candidate;
}

function validatorOf(name: string): ValidateFunction {
  const found = compiled.get(name);
  if (found) return found;
  const schema = PARAM_SCHEMAS[name];
  if (!schema) throw new Error(`No schema named ${name}`);
  const made = ajv.compile(schema);
  compiled.set(name, made);
  return made;
}

function refusal(errors: readonly ErrorObject[], params: Params): ApiError {
  const ranked = RELIABLE.map((keyword) => errors.find((error) => error.keyword === keyword));
  const first = ranked.find((error) => error !== undefined) ?? errors[0];
  if (!first) return invalid("Invalid request.");
  const segments = first.instancePath.split("/").filter((segment) => segment !== "");
  const detail: Record<string, unknown> = first.params;
  if (first.keyword === "additionalProperties") {
    return unknownParam(bracketed([...segments, String(detail["additionalProperty"])]));
  }
  if (first.keyword === "required") {
    return missingParam(bracketed([...segments, String(detail["missingProperty"])]));
  }
  const name = bracketed(segments);
  const value = segments.reduce<unknown>((node, segment) => valueAt(node, segment), params);
  if (detail["type"] === "number") {
    const message = `Invalid integer: ${String(value)}`;
    return invalid(message, { code: "parameter_invalid_integer", param: name });
  }
  return invalid(`Invalid value for ${name}: ${first.message ?? "not allowed"}`, { param: name });
}

function valueAt(node: unknown, segment: string): unknown {
  return typeof node === "object" && node !== null
    ? new Map<string, unknown>(Object.entries(node)).get(segment)
    : undefined;
}

function unknownParam(name: string): ApiError {
  return invalid(`Received unknown parameter: ${name}`, { code: "parameter_unknown", param: name });
}

function bracketed(segments: readonly string[]): string {
  const [head = "", ...rest] = segments;
  return head + rest.map((segment) => `[${segment}]`).join("");
}
