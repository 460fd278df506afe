import { and, desc, eq, inArray } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { erasures } from "@/db/schema/privacy";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import { lockDriver } from "@/services/commands/lock-driver";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { requireOwner } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { reopenAccount, type AccountBefore } from "./reopen-account";

/** So long it can be taken back. */
const ERASURE_DAYS = 7;

/** A driver's wish to be forgotten, as he sees it. */
export interface ErasureView {
  readonly state: "requested" | "blocked" | "done" | "withdrawn";
  readonly requestedAt: Temporal.Instant;
  /** When it is carried out, or tried again. */
  readonly dueAt: Temporal.Instant | null;
  /** What stands in its way: charging, owes, frozen, expected, told. */
  readonly reason: string | null;
  /** The account is closed for it; taking it back opens it again. */
  readonly isClosed: boolean;
}

/**
 * The acting driver wants to be forgotten: in seven days his account is closed, his money goes back, and his identity is
 * taken out of everything but the books. GDPR art. 17. Asking twice changes nothing.
 * @throws ServiceError FORBIDDEN for anyone but the account's owner.
 */
export async function requestErasure(ctx: Ctx): Promise<void> {
  const driverId = requireOwner(ctx);
  await inTransaction(ctx, async (tx) => {
    await lockDriver(tx, driverId);
    if (await findOpen(tx, driverId)) return;
    const id = newId<"other">();
    const now = tx.clock.now();
    const dueAt = now.add({ hours: 24 * ERASURE_DAYS });
    await tx.db.insert(erasures).values({
      tenantId: tx.tenantId,
      id,
      driverId,
      state: "requested",
      pseudonym: `X-${id.slice(-12).toUpperCase()}`,
      requestedBy: actorName(tx.actor),
      requestedAt: now,
      dueAt,
    });
    await writeAudit(tx, {
      action: "erasure.requested",
      subjectType: "driver",
      subjectId: driverId,
    });
    await tell(tx, { id, driverId, dueAt });
  });
}

/**
 * Takes the wish back while it can be: until the identity is gone. An account that was closed for it is opened again.
 * @throws ServiceError FORBIDDEN, PRECONDITION where there is none.
 */
export async function withdrawErasure(ctx: Ctx): Promise<void> {
  const driverId = requireOwner(ctx);
  await inTransaction(ctx, async (tx) => {
    await lockDriver(tx, driverId);
    const open = await findOpen(tx, driverId);
    if (!open) throw new ServiceError("PRECONDITION", "There is nothing to take back.");
    await tx.db
      .update(erasures)
      .set({ state: "withdrawn", dueAt: null, detail: {} })
      .where(and(eq(erasures.tenantId, tx.tenantId), eq(erasures.id, open.id)));
    const before = beforeOf(open.detail);
    if (before) await reopenAccount(tx, driverId, before);
    await writeAudit(tx, {
      action: "erasure.withdrawn",
      subjectType: "driver",
      subjectId: driverId,
    });
  });
}

/** The acting driver's latest wish to be forgotten; null for none. @throws ServiceError FORBIDDEN. */
export async function readErasure(ctx: Ctx): Promise<ErasureView | null> {
  const driverId = requireOwner(ctx);
  const [row] = await ctx.db
    .select()
    .from(erasures)
    .where(and(eq(erasures.tenantId, ctx.tenantId), eq(erasures.driverId, driverId)))
    .orderBy(desc(erasures.requestedAt), desc(erasures.id))
    .limit(1);
  if (!row) return null;
  const { state, requestedAt, dueAt, detail } = row;
  const reason = detail["reason"];
  return {
    state,
    requestedAt,
    dueAt,
    reason: typeof reason === "string" ? reason : null,
    isClosed: beforeOf(detail) !== null,
  };
}

/** How the account stood before it was closed for the wish; null where it was not. */
function beforeOf(detail: Readonly<Record<string, unknown>>): AccountBefore | null {
  return (detail["before"] as AccountBefore | undefined) ?? null;
}

async function findOpen(tx: Ctx, driverId: Id<"driver">) {
  const [row] = await tx.db
    .select({ id: erasures.id, detail: erasures.detail })
    .from(erasures)
    .where(
      and(
        eq(erasures.tenantId, tx.tenantId),
        eq(erasures.driverId, driverId),
        inArray(erasures.state, ["requested", "blocked"]),
      ),
    )
    .for("update");
  return row;
}

async function tell(
  tx: Ctx,
  wish: {
    readonly id: Id<"other">;
    readonly driverId: Id<"driver">;
    readonly dueAt: Temporal.Instant;
  },
): Promise<void> {
  const [driver] = await tx.db
    .select({
      name: drivers.name,
      email: drivers.email,
      locale: drivers.locale,
      timeZone: drivers.timeZone,
    })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, wish.driverId)));
  if (!driver) return;
  const dueOn = wish.dueAt.toZonedDateTimeISO(driver.timeZone).toPlainDate();
  await writeNotification(tx, {
    key: `erasure_requested:${wish.id}`,
    kind: "erasure_requested",
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      dueOn: dueOn.toString(),
      url: `${tx.settings.baseUrl}/privacy`,
    },
  });
}
