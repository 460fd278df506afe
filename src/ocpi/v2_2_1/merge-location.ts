import type { Connector, Evse, Location } from "@/core/roaming/location";
import type { JsonObject, JsonValue } from "@/ocpi/json-value";
import { isJsonObject } from "@/ocpi/json-value";
import { describeFinding } from "@/ocpi/wire/read-wire";
import type { LocationChange } from "@/services/locations/receive-location-change";
import { connectorFromCore, evseFromCore, locationFromCore } from "./location-from-core";
import { notesOfPatch } from "./merge-notes";
import { parseConnector, parseEvse, parseLocation } from "./parse";

/** A part of a location after a change, or why there is none. */
type PartChange<T> =
  | { readonly outcome: "created" | "updated"; readonly part: T; readonly notes: readonly string[] }
  | Exclude<LocationChange, { readonly location: Location }>;

type Dated = { readonly lastUpdated: Temporal.Instant };

/** An EVSE in its location: replaced if it is not older than the one held, else added. */
export function putEvse(held: Location, evse: Evse, notes: readonly string[]): LocationChange {
  const known = findEvse(held, evse.uid);
  if (known && isOlder(evse, known)) return { outcome: "stale" };
  return {
    outcome: known ? "updated" : "created",
    location: { ...held, evses: replaced(held.evses, known, evse) },
    notes,
  };
}

/** A connector in its EVSE, like `putEvse`. The EVSE must be known. */
export function putConnector(
  held: Location,
  uid: string,
  connector: Connector,
  notes: readonly string[],
): LocationChange {
  const evse = findEvse(held, uid);
  if (!evse) return { outcome: "unknown" };
  const known = findConnector(evse, connector.id);
  if (known && isOlder(connector, known)) return { outcome: "stale" };
  const connectors = replaced(evse.connectors, known, connector);
  return {
    outcome: known ? "updated" : "created",
    location: { ...held, evses: replaced(held.evses, evse, { ...evse, connectors }) },
    notes,
  };
}

/** A location with a PATCH applied. EVSEs in it are merged by uid, their connectors by id; none is removed. */
export function patchLocation(
  held: Location,
  patch: JsonObject,
  receivedAt: Temporal.Instant,
): LocationChange {
  const { evses: evsePatches, ...fields } = patch;
  const wire = locationFromCore({ ...held, evses: [] });
  const parsed = parseLocation({ ...wire, ...fields }, receivedAt);
  if (!parsed.ok) return { outcome: "rejected", reasons: parsed.reason.map(describeFinding) };
  const { location, notes } = parsed.value;
  if (isOlder(location, held)) return { outcome: "stale" };
  let evses = held.evses;
  const allNotes = notesOfPatch(fields, notes);
  for (const one of objectsIn(evsePatches)) {
    const known = findEvse(held, textOf(one["uid"]));
    const change = known ? mergeEvse(known, one, receivedAt) : readEvse(one, receivedAt);
    if (change.outcome === "rejected") return change;
    if (!("part" in change)) continue;
    evses = replaced(evses, known, change.part);
    allNotes.push(...change.notes);
  }
  return { outcome: "updated", location: { ...location, evses }, notes: allNotes };
}

/** A location with a PATCH of one EVSE applied. */
export function patchEvse(
  held: Location,
  uid: string,
  patch: JsonObject,
  receivedAt: Temporal.Instant,
): LocationChange {
  const evse = findEvse(held, uid);
  if (!evse) return { outcome: "unknown" };
  const change = mergeEvse(evse, patch, receivedAt);
  if (!("part" in change)) return change;
  return {
    outcome: "updated",
    location: { ...held, evses: replaced(held.evses, evse, change.part) },
    notes: change.notes,
  };
}

/** A location with a PATCH of one connector applied. */
export function patchConnector(
  held: Location,
  at: { readonly uid: string; readonly connectorId: string },
  patch: JsonObject,
  receivedAt: Temporal.Instant,
): LocationChange {
  const evse = findEvse(held, at.uid);
  const known = evse && findConnector(evse, at.connectorId);
  if (!evse || !known) return { outcome: "unknown" };
  const change = mergeConnector(known, patch, receivedAt);
  if (!("part" in change)) return change;
  const connectors = replaced(evse.connectors, known, change.part);
  return {
    outcome: "updated",
    location: { ...held, evses: replaced(held.evses, evse, { ...evse, connectors }) },
    notes: change.notes,
  };
}

function mergeEvse(held: Evse, patch: JsonObject, receivedAt: Temporal.Instant): PartChange<Evse> {
  const { connectors: connectorPatches, ...fields } = patch;
  const read = readEvse({ ...evseFromCore({ ...held, connectors: [] }), ...fields }, receivedAt);
  if (!("part" in read)) return read;
  if (isOlder(read.part, held)) return { outcome: "stale" };
  let connectors = held.connectors;
  for (const one of objectsIn(connectorPatches)) {
    const known = findConnector(held, textOf(one["id"]));
    const change = known ? mergeConnector(known, one, receivedAt) : readConnector(one, receivedAt);
    if (change.outcome === "rejected") return change;
    if ("part" in change) connectors = replaced(connectors, known, change.part);
  }
  return { outcome: "updated", part: { ...read.part, connectors }, notes: [] };
}

function mergeConnector(
  held: Connector,
  patch: JsonObject,
  receivedAt: Temporal.Instant,
): PartChange<Connector> {
  const read = readConnector({ ...connectorFromCore(held), ...patch }, receivedAt);
  return "part" in read && isOlder(read.part, held) ? { outcome: "stale" } : read;
}

function readEvse(json: JsonObject, receivedAt: Temporal.Instant): PartChange<Evse> {
  const parsed = parseEvse(json, receivedAt);
  if (!parsed.ok) return { outcome: "rejected", reasons: parsed.reason.map(describeFinding) };
  const { evse, notes } = parsed.value;
  return { outcome: "created", part: evse, notes: notes.map(describeFinding) };
}

function readConnector(json: JsonObject, receivedAt: Temporal.Instant): PartChange<Connector> {
  const parsed = parseConnector(json, receivedAt);
  if (!parsed.ok) return { outcome: "rejected", reasons: parsed.reason.map(describeFinding) };
  const { connector, notes } = parsed.value;
  return { outcome: "created", part: connector, notes: notes.map(describeFinding) };
}

/** The EVSE of that uid, in any case. */
export function findEvse(location: Location, uid: string): Evse | undefined {
  const wanted = uid.toUpperCase();
  return location.evses.find((evse) => evse.uid.toUpperCase() === wanted);
}

/** The connector of that id, in any case. */
export function findConnector(evse: Evse, id: string): Connector | undefined {
  const wanted = id.toUpperCase();
  return evse.connectors.find((connector) => connector.id.toUpperCase() === wanted);
}

function replaced<T>(all: readonly T[], old: T | undefined, part: T): readonly T[] {
  return old === undefined ? [...all, part] : all.map((one) => (one === old ? part : one));
}

function isOlder(a: Dated, b: Dated): boolean {
  return Temporal.Instant.compare(a.lastUpdated, b.lastUpdated) < 0;
}

function objectsIn(value: JsonValue | undefined): JsonObject[] {
  if (Array.isArray(value)) return value.filter(isJsonObject);
  return isJsonObject(value) ? [value] : [];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
