import { no, ok, type Outcome } from "@/core/outcome";
import type { Tariff } from "@/core/roaming/tariff";
import type { OcpiVersion } from "@/ocpi/codec";
import { codecFor } from "@/ocpi/codec-for";
import { completeTariff, PARTIES } from "@/ocpi/command-line/complete-wire";
import { isJsonObject, type JsonObject, type JsonValue } from "@/ocpi/json-value";
import { readJson } from "@/ocpi/read-json";
import { findJsonFault } from "./find-json-fault";
import { lineOfPath } from "./locate-path";

/** Something about a field of a pasted tariff, with the line in which it stands, from 1. */
export type PlacedFinding = {
  readonly path: string;
  readonly code: string;
  readonly line: number;
};

/** A pasted tariff, as the codec of its version reads it. */
export type PastedTariff = {
  readonly tariff: Tariff;
  readonly wire: JsonObject;
  readonly version: OcpiVersion;
  /** Whether the version was told from the tariff's own fields. */
  readonly isDetected: boolean;
  readonly notes: readonly PlacedFinding[];
};

/** Why a pasted text is no tariff. `line`: where it stops being JSON. */
export type PasteFault =
  | { readonly code: "not-json"; readonly line: number; readonly detail: string }
  | { readonly code: "refused"; readonly detail: string }
  | { readonly code: "not-a-tariff" }
  | {
      readonly code: "unreadable";
      readonly version: OcpiVersion;
      readonly findings: readonly PlacedFinding[];
    };

/**
 * Reads a tariff that somebody pasted: by itself, in an OCPI envelope, or first of a list. Without a
 * version it is told from the fields. An owner may be missing: prices do not need one. Never throws.
 */
export function readPastedTariff(
  text: string,
  version: OcpiVersion | null,
  now: Temporal.Instant,
): Outcome<PastedTariff, PasteFault> {
  const fault = findJsonFault(text);
  if (fault !== null) return no({ code: "not-json", ...fault });
  const read = readJson(new TextEncoder().encode(text));
  if (!read.ok) return no({ code: "refused", detail: read.reason.text });
  const found = findTariff(read.value.json);
  if (found === null) return no({ code: "not-a-tariff" });
  const { wire, prefix } = found;
  const spoken = version ?? detectVersion(wire);
  const place = ({ path, code }: { readonly path: string; readonly code: string }) => ({
    path,
    code,
    line: lineOfPath(text, [prefix, path].filter((part) => part !== "").join(".")),
  });
  const parsed = codecFor(spoken)?.parseTariff(completeTariff(wire), now, PARTIES);
  if (!parsed?.ok)
    return no({
      code: "unreadable",
      version: spoken,
      findings: (parsed?.reason ?? []).map(place),
    });
  return ok({
    tariff: parsed.value.tariff,
    wire,
    version: spoken,
    isDetected: version === null,
    notes: parsed.value.notes.map(place),
  });
}

/** A tariff is what has elements; it may stand in `data`, and in a list. */
function findTariff(json: JsonValue, prefix = ""): { wire: JsonObject; prefix: string } | null {
  if (Array.isArray(json)) {
    const [first] = json;
    return first === undefined ? null : findTariff(first, `${prefix}[0]`);
  }
  if (!isJsonObject(json)) return null;
  if (json["elements"] !== undefined || json["currency"] !== undefined)
    return { wire: json, prefix };
  for (const key of ["data", "tariff", "tariffs"]) {
    const inner = json[key];
    if (inner !== undefined && inner !== null) return findTariff(inner, key);
  }
  return null;
}

const ONLY_SINCE_22 = [
  "country_code",
  "party_id",
  "type",
  "min_price",
  "max_price",
  "start_date_time",
  "end_date_time",
] as const;

/** The version of which a tariff's fields are; 2.1.1 where nothing in it is of a later one. */
function detectVersion(wire: JsonObject): OcpiVersion {
  const text = JSON.stringify(wire);
  const limits = [wire["min_price"], wire["max_price"]].filter(isJsonObject);
  if (wire["tax_included"] !== undefined) return "2.3.0";
  if (limits.some((limit) => limit["before_taxes"] !== undefined)) return "2.3.0";
  if (ONLY_SINCE_22.some((name) => wire[name] !== undefined)) return "2.2.1";
  return /"(?:vat|reservation|min_current|max_current)":/.test(text) ? "2.2.1" : "2.1.1";
}
