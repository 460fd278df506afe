import type { Curve } from "@road-labs/ocmf-crypto";
import { parseDecimal } from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";
import { fromBase64, fromHex } from "./decode-text";
import { readDerSignature } from "./ecdsa-signature";
import { readObis } from "./obis";
import type { MeterClock, SignedReading, SignedRecord, Unreadable } from "./signed-record";

const HEADER = "OCMF|";
const CURVES: Readonly<Record<string, Curve>> = {
  secp192k1: "secp192k1",
  secp192r1: "secp192r1",
  secp256k1: "secp256k1",
  secp256r1: "secp256r1",
  prime256v1: "secp256r1",
  secp384r1: "secp384r1",
  brainpool256r1: "brainpool256r1",
  brainpoolp256r1: "brainpool256r1",
  brainpool384r1: "brainpool384r1",
  brainpoolp384r1: "brainpool384r1",
};
const CLOCKS: Readonly<Record<string, MeterClock>> = {
  S: "synchronised",
  I: "informative",
  R: "relative",
  U: "unknown",
};
// A value that is a number stays the text that was signed: 12.30 says more than 12.3.
const VALUE = /"RV"\s*:\s*(-?\d+(?:\.\d+)?)/g;

type Fields = Readonly<Record<string, unknown>>;

/** Whether a text claims to be an OCMF record. */
export function isOcmf(text: string): boolean {
  return text.startsWith(HEADER);
}

/**
 * Reads a record of the Open Charge Metering Format: `OCMF|payload|signature`. The payload's bytes are what is
 * signed, just as they came.
 */
export function readOcmf(text: string): Outcome<SignedRecord, Unreadable> {
  const end = text.lastIndexOf("|");
  if (!isOcmf(text) || end <= HEADER.length) return no("form");
  const payloadText = text.slice(HEADER.length, end);
  const payload = fieldsOf(payloadText.replaceAll(VALUE, '"RV":"$1"'));
  const seal = fieldsOf(text.slice(end + 1));
  if (!payload || !seal) return no("form");
  const readings = readingsOf(payload["RD"]);
  if (!readings) return no("form");
  const curve = curveOf(textOf(seal["SA"]));
  if (!curve) return no("algorithm");
  const signature = signatureOf(seal);
  if (!signature.ok) return no("signature");
  return ok({
    meterId: textOf(payload["MS"]) ?? textOf(payload["GS"]),
    page: textOf(payload["PG"]),
    readings,
    signed: new TextEncoder().encode(payloadText),
    curve,
    signature: signature.value,
    ownKey: null,
  });
}

function fieldsOf(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

// "ECDSA-secp256r1-SHA256"; without a name it is that one (OCMF, table 22).
function curveOf(name: string | null): Curve | null {
  if (name === null) return "secp256r1";
  const [algorithm, curve, hash] = name.split("-");
  const isKnown = algorithm?.toUpperCase() === "ECDSA" && hash?.toUpperCase() === "SHA256";
  return (isKnown && curve && CURVES[curve.toLowerCase()]) || null;
}

function signatureOf(seal: Fields) {
  const text = textOf(seal["SD"]);
  const kind = textOf(seal["SM"]) ?? "application/x-der";
  if (text === null || kind !== "application/x-der") return no("signature" as const);
  const bytes = textOf(seal["SE"])?.toLowerCase() === "base64" ? fromBase64(text) : fromHex(text);
  return bytes.ok ? readDerSignature(bytes.value) : no("signature" as const);
}

// What a reading leaves out is as in the one before it (OCMF, "Readings").
function readingsOf(list: unknown): SignedReading[] | null {
  if (!Array.isArray(list)) return null;
  const readings: SignedReading[] = [];
  let fields: Fields = {};
  for (const entry of list) {
    if (!isFields(entry)) return null;
    // An error does not go on by itself.
    fields = { ...fields, EF: "", ...entry };
    const unit = textOf(fields["RU"])?.toLowerCase();
    const register = textOf(fields["RI"]);
    const obis = readObis(register);
    if (!obis || (unit !== "kwh" && unit !== "wh") || entry["RV"] === undefined) continue;
    const value = parseDecimal(textOf(fields["RV"]) ?? "", unit === "kwh" ? 6 : 3);
    if (!value.ok) return null;
    readings.push({
      ...timeOf(textOf(fields["TM"])),
      moment: momentOf(textOf(fields["TX"])),
      register,
      isOfCharge: obis.isOfCharge,
      energy: value.value.value,
      isSound: (textOf(fields["ST"]) ?? "G") === "G" && !/E/.test(textOf(fields["EF"]) ?? ""),
    });
  }
  return readings;
}

function timeOf(text: string | null): Pick<SignedReading, "atMs" | "clock"> {
  const parts =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:[,.](\d{1,9}))?\s*([+-]\d\d):?(\d\d)\s*([SIRU])?$/.exec(
      text ?? "",
    );
  if (!parts) return { atMs: null, clock: "unknown" };
  const [, local, fraction = "0", hours, minutes, state = "U"] = parts;
  const at = Date.parse(`${local}.${fraction.padEnd(3, "0").slice(0, 3)}${hours}:${minutes}`);
  return { atMs: Number.isNaN(at) ? null : at, clock: CLOCKS[state] ?? "unknown" };
}

function momentOf(code: string | null): SignedReading["moment"] {
  if (code === null) return null;
  if (code === "B") return "begin";
  return "ELRAP".includes(code) ? "end" : "between";
}
