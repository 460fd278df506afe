import type { Curve } from "@road-labs/ocmf-crypto";
import { EcPublicKey } from "@road-labs/ocmf-crypto-noble";
import { no, ok, type Outcome } from "@/core/outcome";
import { fromBase32, fromBase64, fromHex, toHex } from "./decode-text";

/** Bytes of one coordinate. */
const SIZES: Readonly<Record<Curve, number>> = {
  secp192k1: 24,
  secp192r1: 24,
  secp256k1: 32,
  secp256r1: 32,
  brainpool256r1: 32,
  secp384r1: 48,
  brainpool384r1: 48,
};
const FINGERPRINT_BYTES = 16;

/**
 * A public key as partners send it: SubjectPublicKeyInfo or a bare point, in base64, hexadecimal, base32 or PEM. A
 * bare point lies on the curve that the signature names.
 */
export function readPublicKey(text: string, curve: Curve): Outcome<EcPublicKey, "key"> {
  for (const bytes of bytesOf(text)) {
    const key = keyOf(bytes, curve);
    if (key) return key.getCurve() === curve ? ok(key) : no("key");
  }
  return no("key");
}

/** A point that a record brings itself. */
export function readPoint(bytes: Uint8Array, curve: Curve): Outcome<EcPublicKey, "key"> {
  const key = keyOf(bytes, curve);
  return key ? ok(key) : no("key");
}

/** The first 16 bytes of the key's SHA-256 (of its SubjectPublicKeyInfo), in groups, to be compared by people. */
export async function fingerprintOf(key: EcPublicKey): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", Uint8Array.from(key.encode("spki-der")));
  const hex = toHex(new Uint8Array(hash).subarray(0, FINGERPRINT_BYTES)).toUpperCase();
  return (hex.match(/.{4}/g) ?? []).join(" ");
}

function bytesOf(text: string): Uint8Array[] {
  const plain = text.replaceAll(/-{5}[^-]+-{5}/g, "").replaceAll(/\s/g, "");
  const [hex, base64, base32] = [fromHex(plain), fromBase64(plain), fromBase32(plain)];
  const found = [hex, base64, base32].flatMap((one) => (one.ok ? [one.value] : []));
  // Base64 of a text that is itself hexadecimal or PEM.
  const inner = base64.ok ? new TextDecoder().decode(base64.value) : "";
  const again = /^[\da-f\s]+$/i.test(inner) || inner.startsWith("-----") ? bytesOf(inner) : [];
  return [...found, ...again];
}

function keyOf(bytes: Uint8Array, curve: Curve): EcPublicKey | null {
  const size = SIZES[curve];
  const [first] = bytes;
  if (first === 0x04 && bytes.length === 2 * size + 1) return new EcPublicKey(bytes, curve);
  if ((first === 0x02 || first === 0x03) && bytes.length === size + 1)
    return new EcPublicKey(bytes, curve);
  if (bytes.length === 2 * size) return new EcPublicKey(Uint8Array.from([0x04, ...bytes]), curve);
  try {
    return EcPublicKey.fromEncoded(bytes, "spki-der");
  } catch {
    return null;
  }
}
