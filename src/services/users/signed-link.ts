import { createHmac, timingSafeEqual } from "node:crypto";
import type { ServiceSettings } from "@/services/context";

const SHAPE = /^([A-Za-z0-9_-]{8,1000})\.([A-Za-z0-9_-]{43})$/;

/** A text that only we can have made, safe in addresses. Each purpose has a key of its own. */
export function signText(settings: ServiceSettings, purpose: string, text: string): string {
  const body = Buffer.from(text).toString("base64url");
  return `${body}.${seal(settings, purpose, body)}`;
}

/** The text again; null for one that we did not make for this purpose. */
export function openSigned(
  settings: ServiceSettings,
  purpose: string,
  token: string,
): string | null {
  const [, body, mac] = SHAPE.exec(token) ?? [];
  if (!body || !mac) return null;
  const [expected, given] = [Buffer.from(seal(settings, purpose, body)), Buffer.from(mac)];
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  return Buffer.from(body, "base64url").toString();
}

function seal({ secretKey }: ServiceSettings, purpose: string, body: string): string {
  const key = createHmac("sha256", secretKey).update(`kvitt ${purpose} 1`).digest();
  return createHmac("sha256", key).update(body).digest("base64url");
}
