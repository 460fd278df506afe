import { createECDH, createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import type { Cdr, SignedData } from "./ocpi-objects";
import { drawFor } from "./random";

/** Normal points sign as many meters do, fast ones on the other curve that is common (OCMF 1.4, table 22). */
const KINDS = {
  normal: { curve: "prime256v1", jwk: "P-256", algorithm: "ECDSA-secp256r1-SHA256", size: 32 },
  fast: { curve: "secp256k1", jwk: "secp256k1", algorithm: "ECDSA-secp256k1-SHA256", size: 32 },
} as const;

/** Registers count from here, faster than any car can draw, so that no reading is below an earlier one. */
const SINCE_S = Date.parse("2026-01-01T00:00:00Z") / 1000;
const MOST_WH_PER_S = { normal: 7, fast: 100 } as const;
/** One charge in so many has a record that was changed after it was signed. */
const ODD_ONE_IN = 29;

/** Of every five points four have a meter that signs. */
export function hasSigningMeter(seed: string, evseId: string): boolean {
  return drawFor(seed, `meter/${evseId}`)() < 0.8;
}

/**
 * What the meter of a point signed of a charge: one record of OCMF from start to end, with the meter's public key.
 * `isAltered`: a digit was changed after the signature was made.
 */
export function signCharge(seed: string, cdr: Cdr, isAltered: boolean): SignedData {
  const { evse_id: evseId, connector_power_type: power } = cdr.cdr_location;
  const kind = power === "DC" ? "fast" : "normal";
  const { algorithm } = KINDS[kind];
  const { privateKey, publicKey } = keysOf(seed, evseId, kind);
  const payload = payloadOf(seed, cdr, MOST_WH_PER_S[kind]);
  const seal = sign("sha256", Buffer.from(payload), privateKey).toString("hex").toUpperCase();
  const sent = isAltered ? payload.replace(/("PG":"T)(\d)/, "$19$2") : payload;
  const record = `OCMF|${sent}|${JSON.stringify({ SA: algorithm, SD: seal })}`;
  return {
    encoding_method: "OCMF",
    encoding_method_version: 1,
    public_key: publicKey.toString("base64"),
    signed_values: [
      { nature: "End", plain_data: sent, signed_data: Buffer.from(record).toString("base64") },
    ],
  };
}

/** Whether this charge is one of the few whose record was changed. */
export function isOddCharge(seed: string, cdrId: string): boolean {
  return Math.floor(drawFor(seed, `odd/${cdrId}`)() * ODD_ONE_IN) === 0;
}

function payloadOf(seed: string, cdr: Cdr, whPerSecond: number): string {
  const { cdr_location: place, cdr_token: token } = cdr;
  const startS = Date.parse(cdr.start_date_time) / 1000;
  const before = Math.floor((startS - SINCE_S) * whPerSecond);
  const serial = serialOf(seed, place.evse_id);
  const reading = { RI: "1-0:1.8.0", RU: "kWh", ST: "G" };
  const at = (time: string) => `${time.slice(0, 19)},000+0000 S`;
  const payload = {
    FV: "1.2",
    GI: "SIM METER",
    GS: serial,
    PG: `T${cdr.id.replaceAll(/\D/g, "")}`,
    MV: "SIM",
    MM: "SM-1",
    MS: serial,
    IS: true,
    IT: "ISO14443",
    ID: token.uid,
    CT: "EVSEID",
    CI: place.evse_id,
    RD: [
      { TM: at(cdr.start_date_time), TX: "B", RV: "start", ...reading },
      { TM: at(cdr.end_date_time), TX: "E", RV: "end", ST: "G" },
    ],
  };
  const value = (wattHours: number) => (wattHours / 1000).toFixed(3);
  const drawn = Math.round(cdr.total_energy * 1000);
  return JSON.stringify(payload)
    .replace('"start"', value(before))
    .replace('"end"', value(before + drawn));
}

function serialOf(seed: string, evseId: string): string {
  return `1SIM${createHash("sha256").update(`${seed}/${evseId}`).digest("hex").slice(0, 10).toUpperCase()}`;
}

// A meter keeps its key for good, so it is made from what names the meter.
function keysOf(seed: string, evseId: string, kind: keyof typeof KINDS) {
  const { curve, jwk, size } = KINDS[kind];
  const ecdh = createECDH(curve);
  ecdh.setPrivateKey(createHash("sha256").update(`meter key/${seed}/${evseId}`).digest());
  const point = ecdh.getPublicKey();
  const privateKey = createPrivateKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: jwk,
      d: ecdh.getPrivateKey("base64url"),
      x: point.subarray(1, 1 + size).toString("base64url"),
      y: point.subarray(1 + size).toString("base64url"),
    },
  });
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  return { privateKey, publicKey };
}
