import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, gt, isNull, lt, or } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { siteKeys, sites } from "@/db/schema/sites";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx, Runtime } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockSite } from "./change-site";

/** A key to a site's grid interface, as people see it. */
export interface SiteKey {
  readonly id: Id<"other">;
  readonly name: string;
  readonly createdAt: Temporal.Instant;
  readonly lastUsedAt: Temporal.Instant | null;
  readonly revokedAt: Temporal.Instant | null;
}

/** Who speaks over the grid interface: one key of one site. */
export interface KeyHolder {
  readonly tenantId: Id<"tenant">;
  readonly siteId: Id<"site">;
  readonly keyId: Id<"other">;
  readonly name: string;
}

const PREFIX = "kvg_";

function digest(secret: string): Uint8Array {
  return createHash("sha256").update(secret, "utf8").digest();
}

/**
 * Makes a key to a site's grid interface. The secret is answered this once; only its SHA-256 is kept.
 * @throws ServiceError NOT_FOUND, INVALID without a name.
 */
export async function createSiteKey(
  ctx: Ctx,
  siteId: Id<"site">,
  name: string,
): Promise<{ readonly id: Id<"other">; readonly secret: string }> {
  requireRole(ctx, "operations");
  if (name.trim() === "") throw new ServiceError("INVALID", "A key needs a name.");
  return inTransaction(ctx, async (tx) => {
    await lockSite(tx, siteId);
    const id = newId<"other">();
    const secret = PREFIX + randomBytes(32).toString("base64url");
    await tx.db.insert(siteKeys).values({
      tenantId: tx.tenantId,
      id,
      siteId,
      name: name.trim(),
      tokenSha256: digest(secret),
      createdAt: tx.clock.now(),
    });
    await writeAudit(tx, {
      action: "site.key-made",
      subjectType: "site",
      subjectId: siteId,
      detail: { keyId: id, name: name.trim() },
    });
    return { id, secret };
  });
}

/** Takes a key back, for good. @throws ServiceError NOT_FOUND, also for one that was taken back before. */
export async function revokeSiteKey(ctx: Ctx, siteId: Id<"site">, keyId: string): Promise<void> {
  requireRole(ctx, "operations");
  await inTransaction(ctx, async (tx) => {
    const keys = await listSiteKeys(tx, siteId);
    const key = keys.find(({ id, revokedAt }) => id === keyId && revokedAt === null);
    if (!key) throw new ServiceError("NOT_FOUND", "There is no such key.");
    await tx.db
      .update(siteKeys)
      .set({ revokedAt: tx.clock.now() })
      .where(and(eq(siteKeys.tenantId, tx.tenantId), eq(siteKeys.id, key.id)));
    await writeAudit(tx, {
      action: "site.key-revoked",
      subjectType: "site",
      subjectId: siteId,
      detail: { keyId, name: key.name },
    });
  });
}

/** A site's keys, newest first, those taken back too. */
export async function listSiteKeys(ctx: Ctx, siteId: Id<"site">): Promise<readonly SiteKey[]> {
  requireRole(ctx, "operations");
  const { id, name, createdAt, lastUsedAt, revokedAt } = siteKeys;
  return ctx.db
    .select({ id, name, createdAt, lastUsedAt, revokedAt })
    .from(siteKeys)
    .where(and(eq(siteKeys.tenantId, ctx.tenantId), eq(siteKeys.siteId, siteId)))
    .orderBy(desc(siteKeys.createdAt));
}

/** Whose key a secret is; null: nobody's, or one that was taken back. Its use is noted once a minute at most. */
export async function findKeyHolder(runtime: Runtime, secret: string): Promise<KeyHolder | null> {
  const { db } = runtime.pool;
  const now = runtime.clock.now();
  const [row] = await db
    .select({
      tenantId: siteKeys.tenantId,
      siteId: siteKeys.siteId,
      keyId: siteKeys.id,
      name: siteKeys.name,
    })
    .from(siteKeys)
    .innerJoin(sites, and(eq(sites.tenantId, siteKeys.tenantId), eq(sites.id, siteKeys.siteId)))
    .where(
      and(
        eq(siteKeys.tokenSha256, digest(secret)),
        isNull(siteKeys.revokedAt),
        isNull(sites.removedAt),
      ),
    );
  if (!row) return null;
  await db
    .update(siteKeys)
    .set({ lastUsedAt: now })
    .where(
      and(
        eq(siteKeys.tenantId, row.tenantId),
        eq(siteKeys.id, row.keyId),
        or(
          isNull(siteKeys.lastUsedAt),
          lt(siteKeys.lastUsedAt, now.subtract({ minutes: 1 })),
          gt(siteKeys.lastUsedAt, now),
        ),
      ),
    );
  return row;
}
