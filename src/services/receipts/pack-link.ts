import { createHmac, timingSafeEqual } from "node:crypto";
import { asId, isId, type Id } from "@/core/ids";
import type { Ctx, ServiceSettings } from "@/services/context";

const SHAPE = /^([A-Za-z0-9_-]{16,200})\.([A-Za-z0-9_-]{43})$/;

/** What a link to an archive names. */
export interface PackLink {
  readonly tenantId: Id<"tenant">;
  readonly packId: Id<"other">;
}

/**
 * The address where an archive is fetched without signing in, for the mail to whoever it is meant for, such as an
 * employer. It is signed; it opens nothing once the archive has expired.
 */
export function packLink({ tenantId, settings }: Ctx, packId: Id<"other">): string {
  const body = Buffer.from(`${tenantId}|${packId}`).toString("base64url");
  return `${settings.baseUrl}/receipts/packs/${body}.${seal(settings, body).toString("base64url")}`;
}

/** What a link names; null for one that we did not sign. */
export function openPackLink(settings: ServiceSettings, token: string): PackLink | null {
  const [, body = "", given = ""] = SHAPE.exec(token) ?? [];
  if (body === "") return null;
  const sealed = Buffer.from(given, "base64url");
  const own = seal(settings, body);
  if (sealed.length !== own.length || !timingSafeEqual(sealed, own)) return null;
  const [tenantId = "", packId = ""] = Buffer.from(body, "base64url").toString().split("|");
  if (!isId(tenantId) || !isId(packId)) return null;
  return { tenantId: asId<"tenant">(tenantId), packId: asId<"other">(packId) };
}

function seal({ secretKey }: ServiceSettings, body: string): Buffer {
  return createHmac("sha256", secretKey).update(`receipt pack ${body}`).digest();
}
