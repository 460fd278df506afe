import { no, ok, type Outcome } from "@/core/outcome";
import { fromBase32, toHex } from "./decode-text";
import { readPlainSignature } from "./ecdsa-signature";
import { readObis } from "./obis";
import type { SignedReading, SignedRecord, Unreadable } from "./signed-record";

const HEADER = "AP;";
const LENGTH = 82;
/** Bytes of one number of a signature, or of a coordinate, of secp192r1. */
const SIZE = 24;
const WATT_HOURS = 30;
const MOMENTS: Readonly<Record<string, SignedReading["moment"]>> = {
  "0": "begin",
  "1": "end",
  "2": "between",
};
// Bits of the status that stand for an error of the meter or of the adapter that signs.
const ERRORS = [1, 2, 16, 30, 31];

/** Whether a text claims to be a record of an Alfen station. */
export function isAlfen(text: string): boolean {
  return text.startsWith(HEADER);
}

/**
 * Reads a record of an Alfen station: `AP;type;version;key;data;signature;`, the last three in base32. The data are 82
 * bytes, numbers with their lowest byte first, signed by ECDSA on secp192r1 over their SHA-256.
 */
export function readAlfen(text: string): Outcome<SignedRecord, Unreadable> {
  const [head, type, , keyText, dataText, signatureText, ...more] = text.split(";");
  const isWhole = head === "AP" && more.every((part) => part.trim() === "");
  if (!isWhole || !type || !(type in MOMENTS)) return no("form");
  const [key, data, signature] = [keyText, dataText, signatureText].map((part) =>
    fromBase32(part?.replaceAll(/\s/g, "") ?? ""),
  );
  if (!data?.ok || data.value.length !== LENGTH) return no("form");
  const seal = signature?.ok ? readPlainSignature(signature.value, SIZE) : undefined;
  if (!seal?.ok) return no("signature");
  const reading = readingOf(data.value, MOMENTS[type] ?? null);
  return ok({
    meterId: toHex(data.value.subarray(16, 26)).toUpperCase(),
    page: String(new DataView(data.value.buffer).getUint32(78, true)),
    readings: reading ? [reading] : [],
    signed: data.value,
    curve: "secp192r1",
    signature: seal.value,
    ownKey: key?.ok ? key.value : null,
  });
}

function readingOf(data: Uint8Array, moment: SignedReading["moment"]): SignedReading | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [medium = 0, channel = 0, ...groups] = data.subarray(38, 44);
  const register = `${medium}-${channel}:${groups.slice(0, 3).join(".")}`;
  if (view.getUint8(44) !== WATT_HOURS || readObis(register) === null) return null;
  // Wh are 10⁻³ kWh, so a scale of -3 is 10⁻⁶ kWh.
  const scale = view.getInt8(45) + 3;
  if (scale < 0) return null;
  const seconds = view.getUint32(34, true);
  const status = view.getUint32(26, true);
  return {
    atMs: seconds === 0 ? null : seconds * 1000,
    clock: "informative",
    moment,
    register,
    isOfCharge: false,
    energy: view.getBigUint64(46, true) * 10n ** BigInt(scale),
    isSound: ERRORS.every((bit) => ((status >>> bit) & 1) === 0),
  };
}
