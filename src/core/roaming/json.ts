import { invariant } from "@/core/invariant";

import type { Cdr } from "./cdr";
import type { Location } from "./location";
import type { Session } from "./session";
import type { Tariff } from "./tariff";
import type { Token } from "./token";

/** What JSON can hold. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

const NUMBER_KEY = "$n";
const INSTANT_KEY = "$t";

/**
 * A core value as JSON, without loss: a bigint becomes `{"$n":"123"}`, an instant
 * `{"$t":"2026-10-25T00:30:00Z"}`, an absent property stays away. Core types have fixed keys, none of
 * which begins with "$", so nothing collides. Throws on what core types do not hold.
 */
export function toJson(value: unknown): Json {
  switch (typeof value) {
    case "bigint":
      return { [NUMBER_KEY]: value.toString() };
    case "number":
      invariant(Number.isFinite(value), "a number is not finite");
      return value;
    case "string":
    case "boolean":
      return value;
    case "object":
      return objectToJson(value);
    default:
      invariant(false, `a ${typeof value} is no data`);
  }
}

function objectToJson(value: object | null): Json {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Temporal.Instant) return { [INSTANT_KEY]: value.toString() };
  const prototype: unknown = Object.getPrototypeOf(value);
  invariant(prototype === Object.prototype || prototype === null, "not a plain object");
  const json: Record<string, Json> = {};
  for (const [key, entry] of Object.entries(value)) {
    invariant(!key.startsWith("$"), `the key ${key} is reserved`);
    if (entry !== undefined) json[key] = toJson(entry);
  }
  return json;
}

/** The inverse of `toJson`. Throws on a marked value that is damaged. */
export function fromJson(json: Json): unknown {
  if (typeof json !== "object" || json === null) return json;
  if (isList(json)) return json.map(fromJson);
  const digits = json[NUMBER_KEY];
  if (digits !== undefined) {
    invariant(typeof digits === "string" && /^-?\d+$/.test(digits), "a stored number is damaged");
    return BigInt(digits);
  }
  const text = json[INSTANT_KEY];
  if (text !== undefined) {
    invariant(typeof text === "string", "a stored instant is damaged");
    return Temporal.Instant.from(text);
  }
  const value: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(json)) value[key] = fromJson(entry);
  return value;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

/**
 * A core value of some `kind` for a jsonb column. The kind and the version let a stored value outlive
 * changes of its type.
 */
export function encodeStored(kind: string, value: unknown): Json {
  return { kind, version: 1, data: toJson(value) };
}

/** What `encodeStored` stored under the same kind. Throws if the column holds anything else. */
export function decodeStored(kind: string, json: unknown): unknown {
  invariant(typeof json === "object" && json !== null, `a stored ${kind} is no object`);
  const stored = json as { kind?: unknown; version?: unknown; data?: Json };
  invariant(stored.kind === kind && stored.version === 1, `not a stored ${kind} of version 1`);
  invariant(stored.data !== undefined, `a stored ${kind} is empty`);
  return fromJson(stored.data);
}

/** A CDR for a jsonb column. */
export function encodeCdr(cdr: Cdr): Json {
  return encodeStored("cdr", cdr);
}

/** What `encodeCdr` stored. Throws if the column holds anything else. */
export function decodeCdr(json: unknown): Cdr {
  return decodeStored("cdr", json) as Cdr;
}

/** A tariff for a jsonb column. */
export function encodeTariff(tariff: Tariff): Json {
  return encodeStored("tariff", tariff);
}

/** What `encodeTariff` stored. Throws if the column holds anything else. */
export function decodeTariff(json: unknown): Tariff {
  return decodeStored("tariff", json) as Tariff;
}

/** A session for a jsonb column. */
export function encodeSession(session: Session): Json {
  return encodeStored("session", session);
}

/** What `encodeSession` stored. Throws if the column holds anything else. */
export function decodeSession(json: unknown): Session {
  return decodeStored("session", json) as Session;
}

/** A location, with its EVSEs and connectors, for a jsonb column. */
export function encodeLocation(location: Location): Json {
  return encodeStored("location", location);
}

/** What `encodeLocation` stored. Throws if the column holds anything else. */
export function decodeLocation(json: unknown): Location {
  return decodeStored("location", json) as Location;
}

/** A token for a jsonb column. */
export function encodeToken(token: Token): Json {
  return encodeStored("token", token);
}

/** What `encodeToken` stored. Throws if the column holds anything else. */
export function decodeToken(json: unknown): Token {
  return decodeStored("token", json) as Token;
}
