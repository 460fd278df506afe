import { createHash, randomBytes } from "node:crypto";

/** A fresh token for a partner: 256 random bits in 43 characters of base64url (OCPI allows 64). */
export function createPartnerToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The SHA-256 of a token: all that is kept of one that a partner calls us with. */
export function digestToken(token: string): Uint8Array {
  return createHash("sha256").update(token, "utf8").digest();
}
