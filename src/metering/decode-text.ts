import { no, ok, type Outcome } from "@/core/outcome";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Hexadecimal text as bytes. */
export function fromHex(text: string): Outcome<Uint8Array, "not-hex"> {
  if (text.length === 0 || text.length % 2 !== 0 || !/^[\da-f]+$/i.test(text)) return no("not-hex");
  return ok(Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

/** Base64 text, of either alphabet, padded or not, as bytes. */
export function fromBase64(text: string): Outcome<Uint8Array, "not-base64"> {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  if (plain.length === 0 || plain.length % 4 === 1 || !/^[\d+/a-z]+$/i.test(plain))
    return no("not-base64");
  const binary = atob(plain);
  return ok(Uint8Array.from(binary, (character) => character.codePointAt(0) ?? 0));
}

/** Base32 text (RFC 4648), padded or not, as bytes. Bits that fill no byte are left out. */
export function fromBase32(text: string): Outcome<Uint8Array, "not-base32"> {
  const plain = text.replace(/=+$/, "").toUpperCase();
  if (plain.length === 0 || !/^[2-7A-Z]+$/.test(plain)) return no("not-base32");
  const bytes: number[] = [];
  let [bits, count] = [0, 0];
  for (const character of plain) {
    bits = ((bits << 5) | BASE32.indexOf(character)) & 0xfff;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return ok(Uint8Array.from(bytes));
}

/** Bytes as hexadecimal text in small letters. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A text as it came, and what it says in base64 or in hexadecimal: partners send signed data in all three. */
export function readingsOfText(text: string): string[] {
  const trimmed = text.trim();
  const decoder = new TextDecoder();
  const found = [trimmed];
  for (const decoded of [fromHex(trimmed), fromBase64(trimmed.replaceAll(/\s/g, ""))])
    if (decoded.ok) found.push(decoder.decode(decoded.value).trim());
  return found;
}
