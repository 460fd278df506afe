import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { ServiceError } from "@/services/service-error";

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + IV_BYTES + TAG_BYTES;

/**
 * Seals a text with AES-256-GCM: version byte, 12 bytes of nonce, 16 of tag, then the cipher text.
 * `belongsTo` is bound to it, so that a sealed text copied to another row does not open.
 */
export function sealSecret(key: Uint8Array, text: string, belongsTo: string): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(Buffer.from(belongsTo, "utf8"));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), sealed]);
}

/**
 * Opens what `sealSecret` sealed.
 * @throws ServiceError PRECONDITION when the key is another one or the bytes are damaged.
 */
export function openSecret(key: Uint8Array, sealed: Uint8Array, belongsTo: string): string {
  try {
    if (sealed.length < HEADER_BYTES || sealed[0] !== VERSION) throw new Error("no sealed text");
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 1 + IV_BYTES));
    decipher.setAAD(Buffer.from(belongsTo, "utf8"));
    decipher.setAuthTag(sealed.subarray(1 + IV_BYTES, HEADER_BYTES));
    const text = [decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()];
    return Buffer.concat(text).toString("utf8");
  } catch {
    throw new ServiceError(
      "PRECONDITION",
      "A stored token can't be opened. KVITT_SECRET_KEY is another one than when it was sealed.",
    );
  }
}
