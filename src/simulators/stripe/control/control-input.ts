import { invalid } from "@/simulators/stripe/errors";
import type { Fault } from "@/simulators/stripe/faults";
import type { WebhookFault } from "@/simulators/stripe/delivery/webhook-faults";
import { decodeForm, isSection, type Params } from "@/simulators/stripe/form-decoding";
import { flag, integer, oneOf, requiredText, text } from "@/simulators/stripe/params";

const THREE_DAYS_S = 3 * 86_400;

/** The body of a control call: a JSON object, or nothing. */
export function inputFrom(body: string): Params {
  if (body.trim() === "") return decodeForm("");
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && isSection(parsed as Params)) {
      return parsed as Params;
    }
  } catch {
    throw invalid("The body must be a JSON object.");
  }
  throw invalid("The body must be a JSON object.");
}

export function refuseUnknown(input: Params, known: readonly string[]): void {
  const unknown = Object.keys(input).find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalid(`Unknown field: ${unknown}`, { param: unknown });
}

/** `{ kind, method, path, nth, times, mode, keeps, delay_ms, should_retry }` */
export function faultFrom(input: Params): Fault {
  refuseUnknown(input, [
    "kind",
    "method",
    "path",
    "nth",
    "times",
    "mode",
    "keeps",
    "delay_ms",
    "should_retry",
  ]);
  const kind = oneOf(input, "kind", [
    "fail_before",
    "fail_after",
    "truncate",
    "conflict",
    "rate_limit",
    "bad_gateway",
    "unauthorized",
    "forbidden",
    "delay",
  ] as const);
  if (kind === undefined) throw invalid("kind is missing", { param: "kind" });
  return {
    kind,
    method: text(input, "method") ?? "POST",
    path: requiredText(input, "path"),
    nth: integer(input, "nth") ?? 1,
    times: integer(input, "times") ?? 1,
    mode: oneOf(input, "mode", ["500", "502", "reset", "hang"] as const) ?? "500",
    keeps: oneOf(input, "keeps", ["error", "result"] as const) ?? "error",
    delayMs: integer(input, "delay_ms") ?? 0,
    shouldRetry: flag(input, "should_retry") ?? null,
  };
}

/** `{ kind, type, nth, times, count, delay_s, bytes }` */
export function webhookFaultFrom(input: Params): WebhookFault {
  refuseUnknown(input, ["kind", "type", "nth", "times", "count", "delay_s", "bytes"]);
  const kind = oneOf(input, "kind", [
    "drop",
    "duplicate",
    "replay",
    "delay",
    "reorder",
    "before_response",
    "stale_version",
    "huge_body",
  ] as const);
  if (kind === undefined) throw invalid("kind is missing", { param: "kind" });
  const count = integer(input, "count") ?? (kind === "reorder" ? 2 : 1);
  return {
    kind,
    type: text(input, "type") ?? "*",
    nth: integer(input, "nth") ?? 1,
    times: integer(input, "times") ?? (kind === "reorder" ? count : 1),
    count,
    delayS: integer(input, "delay_s") ?? (kind === "replay" ? THREE_DAYS_S : 0),
    bytes: integer(input, "bytes") ?? 2 * 1024 * 1024,
  };
}
