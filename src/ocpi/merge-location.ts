import type { Connector, Evse, Location } from "@/core/roaming/location";
import type { LocationChange } from "@/services/locations/receive-location-change";
import { isOutdated } from "@/services/messages/is-older";
import type { OcpiCodec, Parties } from "./codec";
import type { JsonObject, JsonValue } from "./json-value";
import { isJsonObject } from "./json-value";
import { notesOfPatch, readChanged } from "./merge-notes";
import { describeFinding } from "./wire/read-wire";

/** What of a version's codec a change of a location needs. */
type LocationWire = Pick<
  OcpiCodec,
  | "parseLocation"
  | "parseEvse"
  | "parseConnector"
  | "locationFromCore"
  | "evseFromCore"
  | "connectorFromCore"
>;

/** A part of a location after a change, or why there is none. */
type PartChange<T> =
  | { readonly outcome: "created" | "updated"; readonly part: T; readonly notes: readonly string[] }
  | Exclude<LocationChange, { readonly location: Location }>;

type Dated = { readonly lastUpdated: Temporal.Instant };

/** A part as a partner stated it. */
interface Stated<T> {
  readonly part: T;
  readonly notes: readonly string[];
  readonly receivedAt: Temporal.Instant;
}

/** An EVSE in its location: replaced if it is not older than the one held, else added. */
export function putEvse(held: Location, stated: Stated<Evse>): LocationChange {
  const { part: evse, notes, receivedAt } = stated;
  const known = findEvse(held, evse.uid);
  if (known && isOld(evse, known, receivedAt)) return { outcome: "stale" };
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
  stated: Stated<Connector>,
): LocationChange {
  const { part: connector, notes, receivedAt } = stated;
  const evse = findEvse(held, uid);
  if (!evse) return { outcome: "unknown" };
  const known = findConnector(evse, connector.id);
  if (known && isOld(connector, known, receivedAt)) return { outcome: "stale" };
  const connectors = replaced(evse.connectors, known, connector);
  return {
    outcome: known ? "updated" : "created",
    location: { ...held, evses: replaced(held.evses, evse, { ...evse, connectors }) },
    notes,
  };
}

/**
 * The changes of a location and its parts by PATCH, over the objects of one version. EVSEs in a location are merged
 * by uid, connectors in an EVSE by id; none is removed by being left out.
 */
export function locationPatches(
  wire: LocationWire,
): Pick<OcpiCodec, "patchLocation" | "patchEvse" | "patchConnector"> {
  return {
    patchLocation: (held, patch, receivedAt) =>
      mergeLocation({ wire, receivedAt, parties: partiesOf(held) }, held, patch),
    patchEvse: (held, uid, patch, receivedAt) => {
      const evse = findEvse(held, uid);
      if (!evse) return { outcome: "unknown" };
      const change = mergeEvse({ wire, receivedAt, parties: partiesOf(held) }, evse, patch);
      if (!("part" in change)) return change;
      return updated(held, evse, change.part, change.notes);
    },
    patchConnector: (held, at, patch, receivedAt) => {
      const evse = findEvse(held, at.uid);
      const known = evse && findConnector(evse, at.connectorId);
      if (!evse || !known) return { outcome: "unknown" };
      const change = mergeConnector({ wire, receivedAt, parties: partiesOf(held) }, known, patch);
      if (!("part" in change)) return change;
      const connectors = replaced(evse.connectors, known, change.part);
      return updated(held, evse, { ...evse, connectors }, change.notes);
    },
  };
}

/** What reading takes beside the object. */
interface Reading {
  readonly wire: LocationWire;
  readonly receivedAt: Temporal.Instant;
  readonly parties: Parties;
}

// Nothing in a location is ours, so that either party may stand for us.
function partiesOf({ countryCode, partyId }: Location): Parties {
  return { owner: { countryCode, partyId }, us: { countryCode, partyId } };
}

function updated(held: Location, old: Evse, evse: Evse, notes: readonly string[]): LocationChange {
  const location = { ...held, evses: replaced(held.evses, old, evse) };
  return { outcome: "updated", location, notes };
}

function mergeLocation(reading: Reading, held: Location, patch: JsonObject): LocationChange {
  const { wire, receivedAt, parties } = reading;
  const { evses: evsePatches, ...fields } = patch;
  const whole = wire.locationFromCore({ ...held, evses: [] });
  const read = (json: JsonObject) => wire.parseLocation(json, receivedAt, parties);
  const parsed = readChanged(read, whole, fields);
  if (!parsed.ok) return { outcome: "rejected", reasons: parsed.reason.map(describeFinding) };
  const { location, notes } = parsed.value;
  if (isOld(location, held, receivedAt)) return { outcome: "stale" };
  let evses = held.evses;
  const allNotes = notesOfPatch(fields, notes);
  for (const one of objectsIn(evsePatches)) {
    const known = findEvse(held, textOf(one["uid"]));
    const change = known ? mergeEvse(reading, known, one) : readEvse(reading, one);
    if (change.outcome === "rejected") return change;
    if (!("part" in change)) continue;
    evses = replaced(evses, known, change.part);
    allNotes.push(...change.notes);
  }
  return { outcome: "updated", location: { ...location, evses }, notes: allNotes };
}

function mergeEvse(reading: Reading, held: Evse, patch: JsonObject): PartChange<Evse> {
  const { connectors: connectorPatches, ...fields } = patch;
  const whole = reading.wire.evseFromCore({ ...held, connectors: [] });
  const read = readEvse(reading, fields, whole);
  if (!("part" in read)) return read;
  if (isOld(read.part, held, reading.receivedAt)) return { outcome: "stale" };
  let connectors = held.connectors;
  for (const one of objectsIn(connectorPatches)) {
    const known = findConnector(held, textOf(one["id"]));
    const change = known ? mergeConnector(reading, known, one) : readConnector(reading, one);
    if (change.outcome === "rejected") return change;
    if ("part" in change) connectors = replaced(connectors, known, change.part);
  }
  return { outcome: "updated", part: { ...read.part, connectors }, notes: [] };
}

function mergeConnector(
  reading: Reading,
  held: Connector,
  patch: JsonObject,
): PartChange<Connector> {
  const read = readConnector(reading, patch, reading.wire.connectorFromCore(held));
  const isStale = "part" in read && isOld(read.part, held, reading.receivedAt);
  return isStale ? { outcome: "stale" } : read;
}

function readEvse(
  { wire, receivedAt, parties }: Reading,
  patch: JsonObject,
  whole: JsonObject = {},
): PartChange<Evse> {
  const read = (json: JsonObject) => wire.parseEvse(json, receivedAt, parties);
  const parsed = readChanged(read, whole, patch);
  if (!parsed.ok) return { outcome: "rejected", reasons: parsed.reason.map(describeFinding) };
  const { evse, notes } = parsed.value;
  return { outcome: "created", part: evse, notes: notes.map(describeFinding) };
}

function readConnector(
  { wire, receivedAt, parties }: Reading,
  patch: JsonObject,
  whole: JsonObject = {},
): PartChange<Connector> {
  const read = (json: JsonObject) => wire.parseConnector(json, receivedAt, parties);
  const parsed = readChanged(read, whole, patch);
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

function isOld(part: Dated, held: Dated, receivedAt: Temporal.Instant): boolean {
  return isOutdated(part.lastUpdated, held.lastUpdated, receivedAt);
}

function objectsIn(value: JsonValue | undefined): JsonObject[] {
  if (Array.isArray(value)) return value.filter(isJsonObject);
  return isJsonObject(value) ? [value] : [];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
