import { newId } from "@/db/new-id";
import { notifications } from "@/db/schema/notifications";
import { enqueue } from "@/queue/enqueue";
import type { Ctx } from "@/services/context";

type Kind = (typeof notifications.$inferInsert)["kind"];

/** Leaves a mail to be sent; call it inside the transaction of the fact. The same key is told once. */
export async function writeNotification(
  ctx: Ctx,
  message: {
    readonly key: string;
    readonly kind: Kind;
    readonly email: string;
    readonly locale: "sv" | "en";
    readonly payload: Record<string, string>;
  },
): Promise<void> {
  const now = ctx.clock.now();
  const id = newId<"notification">();
  const [written] = await ctx.db
    .insert(notifications)
    .values({ tenantId: ctx.tenantId, id, ...message, dueAt: now, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: notifications.id });
  if (written) await enqueue(ctx.db, "send-notification", { tenantId: ctx.tenantId, id });
}
