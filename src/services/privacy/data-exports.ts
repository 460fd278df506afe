import { createHash } from "node:crypto";
import { and, asc, desc, eq, gt, gte, inArray, lt, lte, sql } from "drizzle-orm";
import { isId, type Id } from "@/core/ids";
import { ARCHIVE_DAYS } from "@/core/privacy/kept-classes";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { dataExports } from "@/db/schema/privacy";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import { lockDriver } from "@/services/commands/lock-driver";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { requireOwner } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { actingUser } from "@/services/users/acting-user";

const LEASE = { minutes: 10 } as const;
const MOST_ATTEMPTS = 5;
const LIFE = { hours: 24 * ARCHIVE_DAYS } as const;

/** An archive of a driver's data, as he sees it. */
export interface DataExport {
  readonly id: Id<"other">;
  readonly state: "due" | "ready" | "failed" | "expired";
  readonly sizeBytes: number | null;
  readonly requestedAt: Temporal.Instant;
  readonly readyAt: Temporal.Instant | null;
  readonly expiresAt: Temporal.Instant | null;
}

/**
 * Orders an archive of all that is kept of the acting driver; one at a time: while one is being made, it is that one.
 * GDPR art. 15 and 20.
 * @throws ServiceError FORBIDDEN for anyone but the account's owner.
 */
export async function requestDataExport(ctx: Ctx): Promise<Id<"other">> {
  const driverId = requireOwner(ctx);
  const { userId } = actingUser(ctx);
  return inTransaction(ctx, async (tx) => {
    await lockDriver(tx, driverId);
    const [running] = await tx.db
      .select({ id: dataExports.id })
      .from(dataExports)
      .where(and(isOf(tx, driverId), eq(dataExports.state, "due")))
      .limit(1);
    if (running) return running.id;
    const id = newId<"other">();
    const now = tx.clock.now();
    await tx.db.insert(dataExports).values({
      tenantId: tx.tenantId,
      id,
      driverId,
      userId,
      state: "due",
      requestedAt: now,
      dueAt: now,
    });
    await writeAudit(tx, {
      action: "data_export.requested",
      subjectType: "driver",
      subjectId: driverId,
    });
    return id;
  });
}

/** The acting driver's archives, the newest first (10 at most). @throws ServiceError FORBIDDEN. */
export async function listDataExports(ctx: Ctx): Promise<readonly DataExport[]> {
  const { id, state, sizeBytes, requestedAt, readyAt, expiresAt } = dataExports;
  return ctx.db
    .select({ id, state, sizeBytes, requestedAt, readyAt, expiresAt })
    .from(dataExports)
    .where(isOf(ctx, requireOwner(ctx)))
    .orderBy(desc(requestedAt), desc(id))
    .limit(10);
}

/** The file of an archive, named by the day on which it was made (UTC). */
export interface ArchiveFile {
  readonly fileName: string;
  readonly content: Uint8Array;
}

/** The file of an archive. @throws ServiceError FORBIDDEN, NOT_FOUND also for one that expired. */
export async function readDataExport(ctx: Ctx, id: string): Promise<ArchiveFile> {
  const driverId = requireOwner(ctx);
  const [row] = isId(id)
    ? await ctx.db
        .select({ content: dataExports.content, readyAt: dataExports.readyAt })
        .from(dataExports)
        .where(
          and(
            isOf(ctx, driverId),
            eq(dataExports.id, id as Id<"other">),
            eq(dataExports.state, "ready"),
            gt(dataExports.expiresAt, ctx.clock.now()),
          ),
        )
    : [];
  if (!row?.content) throw new ServiceError("NOT_FOUND", "There is no such archive any more.");
  const day = row.readyAt?.toZonedDateTimeISO("UTC").toPlainDate();
  return { fileName: `kvitt-data-${day?.toString() ?? id}.zip`, content: row.content };
}

/** An archive to be made. */
export interface DueExport {
  readonly id: Id<"other">;
  readonly driverId: Id<"driver">;
}

/** Takes the next archive that is due, for ten minutes; null for none. */
export async function claimDataExport(ctx: Ctx): Promise<DueExport | null> {
  const now = ctx.clock.now();
  const next = ctx.db
    .select({ id: dataExports.id })
    .from(dataExports)
    .where(
      and(
        eq(dataExports.tenantId, ctx.tenantId),
        eq(dataExports.state, "due"),
        lte(dataExports.dueAt, now),
        lt(dataExports.attempts, MOST_ATTEMPTS),
      ),
    )
    .orderBy(asc(dataExports.dueAt))
    .limit(1)
    .for("update", { skipLocked: true });
  const [row] = await ctx.db
    .update(dataExports)
    .set({ dueAt: now.add(LEASE), attempts: sql`${dataExports.attempts} + 1` })
    .where(and(eq(dataExports.tenantId, ctx.tenantId), inArray(dataExports.id, next)))
    .returning({ id: dataExports.id, driverId: dataExports.driverId });
  return row ?? null;
}

/** Keeps an archive that was made for seven days, and tells its driver. */
export async function storeDataExport(
  ctx: Ctx,
  { id, driverId }: DueExport,
  content: Uint8Array,
): Promise<void> {
  const now = ctx.clock.now();
  const expiresAt = now.add(LIFE);
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .update(dataExports)
      .set({
        state: "ready",
        content,
        contentSha256: createHash("sha256").update(content).digest(),
        sizeBytes: content.byteLength,
        readyAt: now,
        expiresAt,
        dueAt: expiresAt,
        lastError: null,
      })
      .where(isExport(tx, id));
    const [driver] = await tx.db
      .select({ name: drivers.name, email: drivers.email, locale: drivers.locale })
      .from(drivers)
      .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)));
    if (!driver) return;
    await writeNotification(tx, {
      key: `data_export:${id}`,
      kind: "data_export_ready",
      email: driver.email,
      locale: driver.locale,
      payload: { name: driver.name, url: `${tx.settings.baseUrl}/privacy` },
    });
  });
}

/** Notes why an archive could not be made; after five times it is given up. */
export async function failDataExport(ctx: Ctx, id: Id<"other">, reason: string): Promise<void> {
  const isOver = sql`${dataExports.attempts} >= ${MOST_ATTEMPTS}`;
  const again = ctx.clock.now().add({ minutes: 1 }).toString();
  await ctx.db
    .update(dataExports)
    .set({
      lastError: reason.slice(0, 500),
      state: sql`case when ${isOver} then 'failed' else 'due' end`,
      dueAt: sql`case when ${isOver} then null::timestamptz else ${again}::timestamptz end`,
    })
    .where(isExport(ctx, id));
}

/** Empties archives whose time is over, and gives up those at which a worker ended too often. */
export async function expireDataExports(ctx: Ctx): Promise<void> {
  await ctx.db
    .update(dataExports)
    .set({ state: "failed", dueAt: null })
    .where(
      and(
        eq(dataExports.tenantId, ctx.tenantId),
        eq(dataExports.state, "due"),
        gte(dataExports.attempts, MOST_ATTEMPTS),
        lte(dataExports.dueAt, ctx.clock.now()),
      ),
    );
  await ctx.db
    .update(dataExports)
    .set({ state: "expired", content: null, dueAt: null })
    .where(
      and(
        eq(dataExports.tenantId, ctx.tenantId),
        eq(dataExports.state, "ready"),
        lte(dataExports.dueAt, ctx.clock.now()),
      ),
    );
}

function isOf(ctx: Ctx, driverId: Id<"driver">) {
  return and(eq(dataExports.tenantId, ctx.tenantId), eq(dataExports.driverId, driverId));
}

function isExport(ctx: Ctx, id: Id<"other">) {
  return and(eq(dataExports.tenantId, ctx.tenantId), eq(dataExports.id, id));
}
