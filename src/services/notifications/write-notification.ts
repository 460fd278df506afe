import type { Language } from "@/core/language";
import { insertRows } from "@/db/insert-rows";
import { newId } from "@/db/new-id";
import { notifications } from "@/db/schema/notifications";
import { enqueueAll } from "@/queue/enqueue";
import type { Ctx } from "@/services/context";

/** A mail that a fact is told by. The same key is told once. */
export interface NewNotification {
  readonly key: string;
  readonly kind: (typeof notifications.$inferInsert)["kind"];
  readonly email: string;
  readonly locale: Language;
  readonly payload: Record<string, string>;
}

/** Leaves a mail to be sent; call it inside the transaction of the fact. The same key is told once. */
export async function writeNotification(ctx: Ctx, message: NewNotification): Promise<void> {
  await writeNotifications(ctx, [message]);
}

/** Leaves many mails to be sent, in one statement. */
export async function writeNotifications(
  ctx: Ctx,
  messages: readonly NewNotification[],
): Promise<void> {
  const now = ctx.clock.now();
  const { tenantId } = ctx;
  const rows = messages.map(({ key, kind, email, locale, payload }) => ({
    tenantId,
    id: newId<"notification">(),
    key,
    kind,
    email,
    locale,
    payload,
    dueAt: now,
    createdAt: now,
  }));
  const written = await insertRows(ctx.db, notifications, rows, {
    unlessTaken: [notifications.tenantId, notifications.key],
    returning: notifications.id,
  });
  await enqueueAll(
    ctx.db,
    "send-notification",
    written.map((id) => ({ tenantId, id: String(id) })),
  );
}
