import { no, ok, type Outcome } from "@/core/outcome";
import type { EcdsaSignature } from "./signed-record";

/**
 * A signature in DER (RFC 3279 Ecdsa-Sig-Value). Some meters leave out the zero that keeps a number positive, or
 * send zeros too many: both numbers are read as positive, for a signature has no others.
 */
export function readDerSignature(der: Uint8Array): Outcome<EcdsaSignature, "signature"> {
  const [tag, length, ...rest] = der;
  if (tag !== 0x30 || length === undefined || rest.length !== length) return no("signature");
  const first = readInteger(rest, 0);
  const second = first && readInteger(rest, first.next);
  if (!first || !second || second.next !== rest.length) return no("signature");
  return ok({ r: first.value, s: second.value });
}

/** A signature of two numbers of one length, one after the other. */
export function readPlainSignature(
  bytes: Uint8Array,
  size: number,
): Outcome<EcdsaSignature, "signature"> {
  if (bytes.length !== 2 * size) return no("signature");
  return ok({ r: toNumber(bytes.subarray(0, size)), s: toNumber(bytes.subarray(size)) });
}

/** A signature in strict DER. */
export function writeDerSignature({ r, s }: EcdsaSignature): Uint8Array {
  const body = [...writeInteger(r), ...writeInteger(s)];
  return Uint8Array.from([0x30, body.length, ...body]);
}

function readInteger(bytes: readonly number[], at: number) {
  const length = bytes[at + 1];
  if (bytes[at] !== 0x02 || length === undefined || length === 0 || length > 0x7f) return null;
  const next = at + 2 + length;
  if (next > bytes.length) return null;
  return { value: toNumber(Uint8Array.from(bytes.slice(at + 2, next))), next };
}

function toNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function writeInteger(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; rest > 0n; rest >>= 8n) bytes.unshift(Number(rest & 0xffn));
  const plain = (bytes[0] ?? 0x80) > 0x7f ? [0, ...bytes] : bytes;
  return [0x02, plain.length, ...plain];
}
