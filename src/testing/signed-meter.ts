import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import type { SignedData } from "@/core/roaming/cdr";

/** Curves as OpenSSL calls them, by the name that OCMF has for a signature on them. */
export const algorithms: Readonly<Record<string, string>> = {
  "ECDSA-secp192k1-SHA256": "secp192k1",
  "ECDSA-secp192r1-SHA256": "prime192v1",
  "ECDSA-secp256k1-SHA256": "secp256k1",
  "ECDSA-secp256r1-SHA256": "prime256v1",
  "ECDSA-secp384r1-SHA256": "secp384r1",
  "ECDSA-brainpool256r1-SHA256": "brainpoolP256r1",
  "ECDSA-brainpool384r1-SHA256": "brainpoolP384r1",
};

/** A meter with a key of its own, which signs as OpenSSL does: nothing of it is shared with what checks it. */
export function aMeter(algorithm = "ECDSA-secp256r1-SHA256") {
  const namedCurve = algorithms[algorithm] ?? "";
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
  const spki = publicKey.export({ type: "spki", format: "der" });
  return { algorithm, privateKey, spki, publicKey: spki.toString("base64") };
}

export type Meter = ReturnType<typeof aMeter>;

/** A payload of OCMF: a charge from 100.25 to 112.595 kWh, 18:00 to 19:30 in Stockholm. */
export function aPayload(over: Readonly<Record<string, unknown>> = {}): string {
  const reading = { RV: "RV", RI: "1-0:1.8.0", RU: "kWh", ST: "G" };
  const payload = {
    FV: "1.2",
    PG: "T17",
    MS: "NSL-0042",
    RD: [
      { TM: "2026-11-03T18:00:10,000+0100 S", TX: "B", ...reading, RV: "start" },
      { TM: "2026-11-03T19:29:50,000+0100 S", TX: "E", RV: "end" },
    ],
    ...over,
  };
  return JSON.stringify(payload).replace('"start"', "100.250").replace('"end"', "112.595");
}

/** A record of OCMF over a payload. */
export function signedBy(meter: Meter, payload: string): string {
  const seal = sign("sha256", Buffer.from(payload), meter.privateKey).toString("hex");
  return `OCMF|${payload}|${JSON.stringify({ SA: meter.algorithm, SD: seal })}`;
}

/** What a CDR brings: one record, from beginning to end. */
export function signedData(meter: Meter, record: string): SignedData {
  const signedValues = [{ nature: "End", plainData: "", signedData: record }];
  return { encodingMethod: "OCMF", publicKey: meter.publicKey, signedValues };
}

/** What that charge is billed by: 12.345 kWh. */
export const billed = {
  energy: 12_345_000n,
  startedAtMs: Date.parse("2026-11-03T17:00:00Z"),
  endedAtMs: Date.parse("2026-11-03T18:30:00Z"),
  meterId: "NSL-0042",
};

/** A record of an Alfen station: `AP;type;version;key;data;signature;`. */
export function alfenRecord(
  meter: { readonly privateKey: KeyObject; readonly spki: Buffer },
  reading: { readonly type: 0 | 1; readonly wattHours: bigint; readonly at: string },
): string {
  const data = Buffer.alloc(82);
  data.write("0a01445a470033000140", 16, "hex");
  data.writeUInt32LE(Date.parse(reading.at) / 1000, 34);
  data.write("0100010800ff", 38, "hex");
  data[44] = 30;
  data.writeBigUInt64LE(reading.wattHours, 46);
  const seal = sign("sha256", data, { key: meter.privateKey, dsaEncoding: "ieee-p1363" });
  const point = meter.spki.subarray(-48);
  const prefix = ((point[47] ?? 0) & 1) === 0 ? 0x02 : 0x03;
  const key = Buffer.concat([Buffer.from([prefix]), point.subarray(0, 24)]);
  return `AP;${reading.type};3;${base32(key)};${base32(data)};${base32(seal)};`;
}

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  const letters = groups.map((group) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(Number.parseInt(group.padEnd(5, "0"), 2)),
  );
  return letters.join("").padEnd(Math.ceil(letters.length / 8) * 8, "=");
}
