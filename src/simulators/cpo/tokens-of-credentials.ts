import { randomBytes } from "node:crypto";

/** A credentials token of 43 printable characters. */
export function createToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The Authorization header: the token's UTF-8 bytes in base64, or, as in 2.1.1, the token as it is. */
export function toAuthorization(token: string, isRaw = false): string {
  return `Token ${isRaw ? token : Buffer.from(token, "utf8").toString("base64")}`;
}

/** The token as it is in an Authorization header of 2.1.1, or null when there is none. */
export function fromRawAuthorization(header: string | undefined): string | null {
  return header?.match(/^Token (?<raw>[\u0021-\u007e]+)$/u)?.groups?.["raw"] ?? null;
}

/** The token in an Authorization header of 2.2.1 and later, or null when it is absent or not of that form. */
export function fromAuthorization(header: string | undefined): string | null {
  const encoded = header?.match(/^Token (?<encoded>[A-Za-z0-9+/]+={0,2})$/u)?.groups?.["encoded"];
  return encoded === undefined ? null : Buffer.from(encoded, "base64").toString("utf8");
}
