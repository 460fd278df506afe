import { micro, parseMicro, type Micro } from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";
import { claimPartsOf, type ClaimParts } from "@/core/rating/claim-parts";
import type { PriceCdrInput } from "@/core/rating/price-cdr";
import { readRatingPolicy } from "@/core/rating/rating-policy";
import type { TariffVersion } from "@/core/rating/readings";
import type { Cdr } from "@/core/roaming/cdr";
import type { Price } from "@/core/roaming/price";
import type { Tariff } from "@/core/roaming/tariff";
import type { OcpiCodec } from "@/ocpi/codec";
import { codecFor } from "@/ocpi/codec-for";
import { isJsonObject, JsonNumber, type JsonObject, type JsonValue } from "@/ocpi/json-value";
import { readJson } from "@/ocpi/read-json";
import { describeFinding, type Finding } from "@/ocpi/wire/read-wire";
import { completeCdr, completeTariff, PARTIES } from "./complete-wire";

/** One line of input, read: what is to be priced, and what is claimed for it. */
export type Case = {
  readonly id: string | null;
  readonly input: PriceCdrInput & { readonly otherVersions: readonly TariffVersion[] };
  /** A Credit CDR: its total takes another's back. */
  readonly isCredit: boolean;
  /** `null`: the CDR states no cost. */
  readonly claim: { readonly price: Price; readonly parts: ClaimParts } | null;
  /** What may differ without being more than a rounding, 10⁻⁶ of the currency. */
  readonly tolerance: Micro;
  /** Liberties that reading took, as `cdr.total_time: missing`. */
  readonly notes: readonly string[];
};

/** Why a line is no case: a code, and what is wrong in words. `id` where the line had one. */
export type CaseFault = {
  readonly id: string | null;
  readonly code: string;
  readonly detail: string;
};

// Stands in for a `last_updated` that is missing, so that the same line always gives the same answer.
const NOW = Temporal.Instant.from("2026-01-01T00:00:00Z");

/**
 * Reads a line `{id, ocpi_version, time_zone, tariff | tariffs, cdr}` by the codec of its version.
 * Without tariffs those of the CDR count. What a CDR needs for OCPI, and not for its price, may be
 * missing. Optional: `reservation_expired`, `policy`, `tolerance`, `other_versions`. Never throws.
 */
export function readCase(line: Uint8Array): Outcome<Case, CaseFault> {
  const read = readJson(line);
  if (!read.ok) return no({ id: null, code: read.reason.code, detail: read.reason.text });
  const { json } = read.value;
  if (!isJsonObject(json))
    return no({ id: null, code: "not-a-case", detail: "A line is a JSON object." });
  const id = textOf(json["id"] ?? null);
  const fault = (code: string, detail: string) => no<CaseFault>({ id, code, detail });
  const version = textOf(json["ocpi_version"] ?? null);
  const codec = version === null ? null : codecFor(version);
  if (codec === null) return fault("unknown-version", `ocpi_version is ${version ?? "missing"}.`);
  const notes: string[] = [];
  const given = readTariffs(json, codec, notes);
  if (!given.ok) return fault("malformed-tariff", given.reason);
  const wire = json["cdr"] ?? null;
  if (!isJsonObject(wire)) return fault("malformed-cdr", "cdr is no object.");
  const parsed = codec.parseCdr(completeCdr(wire, codec.version), NOW, PARTIES);
  if (!parsed.ok) return fault("malformed-cdr", describe("cdr", parsed.reason));
  notes.push(...priceNotes("cdr", parsed.value.notes));
  const settings = readSettings(json, codec, notes);
  if (!settings.ok) return fault("malformed-setting", settings.reason);
  const { cdr } = parsed.value;
  const { policy, tolerance, otherVersions, isReservationExpired } = settings.value;
  return ok({
    id,
    input: {
      cdr,
      tariffs: given.value.length > 0 ? given.value : cdr.tariffs,
      timeZone: textOf(json["time_zone"] ?? null),
      policy,
      otherVersions,
      // Without a place nothing tells an expired reservation from another: then it is none.
      isReservationExpired:
        isReservationExpired ?? (hasPlace(wire) ? undefined : isExpiryStated(cdr)),
    },
    isCredit: cdr.credit === true,
    claim: isAbsent(wire["total_cost"]) ? null : { price: cdr.totalCost, parts: claimPartsOf(cdr) },
    tolerance,
    notes: [...new Set(notes)],
  });
}

function hasPlace(wire: JsonObject): boolean {
  return !isAbsent(wire["cdr_location"]) || !isAbsent(wire["location"]);
}

function isExpiryStated({ chargingPeriods }: Cdr): boolean {
  return chargingPeriods.some(({ dimensions }) =>
    dimensions.some(({ type }) => type === "RESERVATION_EXPIRES"),
  );
}

function isAbsent(value: JsonValue | undefined): boolean {
  return value === undefined || value === null;
}

function textOf(value: JsonValue): string | null {
  if (value instanceof JsonNumber) return value.source;
  return typeof value === "string" ? value : null;
}

function describe(path: string, findings: readonly Finding[]): string {
  return findings.map((finding) => describeFinding(inside(path, finding))).join("; ");
}

// Who, where and when it changed has no price: that it is missing says nothing.
const UNPRICED = /^(?:cdr_token|cdr_location|location|auth_id|auth_method)\b|(?:^|\.)last_updated$/;

function priceNotes(path: string, findings: readonly Finding[]): string[] {
  const priced = findings.filter((finding) => !UNPRICED.test(finding.path));
  return priced.map((finding) => describeFinding(inside(path, finding)));
}

function inside(path: string, { path: own, code }: Finding): Finding {
  return { path: own === "" ? path : `${path}.${own}`, code };
}

function readTariffs(
  json: JsonObject,
  codec: OcpiCodec,
  notes: string[],
): Outcome<Tariff[], string> {
  const { tariff, tariffs } = json;
  const list = tariffs ?? tariff ?? [];
  const wires = Array.isArray(list) ? list : [list];
  const read: Tariff[] = [];
  for (const [index, wire] of wires.entries()) {
    const path = Array.isArray(list) ? `tariffs[${index}]` : "tariff";
    const parsed = codec.parseTariff(completeTariff(wire), NOW, PARTIES);
    if (!parsed.ok) return no(describe(path, parsed.reason));
    notes.push(...priceNotes(path, parsed.value.notes));
    read.push(parsed.value.tariff);
  }
  return ok(read);
}

type Settings = Pick<Case, "tolerance"> &
  Pick<Case["input"], "policy" | "otherVersions" | "isReservationExpired">;

function readSettings(
  json: JsonObject,
  codec: OcpiCodec,
  notes: string[],
): Outcome<Settings, string> {
  const policy = readRatingPolicy(json["policy"]);
  if (!policy.ok) return no(`policy: ${policy.reason}`);
  const expired = json["reservation_expired"] ?? null;
  if (expired !== null && typeof expired !== "boolean")
    return no("reservation_expired is neither true nor false");
  const tolerance = parseMicro(textOf(json["tolerance"] ?? "0") ?? "");
  if (!tolerance.ok || tolerance.value.value < micro("0")) return no("tolerance is no amount");
  const versions = json["other_versions"] ?? [];
  if (!Array.isArray(versions)) return no("other_versions is no list");
  const otherVersions: TariffVersion[] = [];
  for (const [index, version] of versions.entries()) {
    if (!isJsonObject(version)) return no(`other_versions[${index}] is no object`);
    const tariffs = readTariffs(version, codec, notes);
    if (!tariffs.ok) return no(`other_versions[${index}].${tariffs.reason}`);
    const label = textOf(version["label"] ?? null) ?? String(index + 1);
    otherVersions.push({ label, tariffs: tariffs.value });
  }
  return ok({
    policy: policy.value,
    tolerance: tolerance.value.value,
    otherVersions,
    isReservationExpired: expired ?? undefined,
  });
}
