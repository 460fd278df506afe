import { and, eq } from "drizzle-orm";
import { channelsOf, type Channels, isTopic, type Topic, topicNames } from "@/core/notices/topics";
import { notificationChoices } from "@/db/schema/notifications";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { actingPerson } from "./acting-person";

/** A group of notices and where it goes for the acting person now. */
export interface TopicChoice extends Channels {
  readonly topic: Topic;
}

/** Where each group of notices goes for the acting person. @throws ServiceError UNAUTHENTICATED. */
export async function readTopicChoices(ctx: Ctx): Promise<readonly TopicChoice[]> {
  const { userId } = actingPerson(ctx);
  const rows = await ctx.db
    .select()
    .from(notificationChoices)
    .where(
      and(eq(notificationChoices.tenantId, ctx.tenantId), eq(notificationChoices.userId, userId)),
    );
  const chosen = new Map(rows.map((row) => [row.topic, row]));
  return topicNames.map((topic) => ({ topic, ...channelsOf(topic, chosen.get(topic) ?? null) }));
}

/**
 * The acting person says where groups of notices go; groups that are not named stay as they are. What must be mailed is
 * mailed whatever is said here.
 * @throws ServiceError UNAUTHENTICATED.
 */
export async function chooseTopics(ctx: Ctx, choices: readonly TopicChoice[]): Promise<void> {
  const { userId } = actingPerson(ctx);
  const known = choices.filter(({ topic }) => isTopic(topic));
  if (known.length === 0) return;
  await inTransaction(ctx, async (tx) => {
    for (const { topic, byMail, byPush } of known) {
      const values = { byMail, byPush, updatedAt: tx.clock.now() };
      await tx.db
        .insert(notificationChoices)
        .values({ tenantId: tx.tenantId, userId, topic, ...values })
        .onConflictDoUpdate({
          target: [
            notificationChoices.tenantId,
            notificationChoices.userId,
            notificationChoices.topic,
          ],
          set: values,
        });
    }
    await writeAudit(tx, {
      action: "notifications.choose",
      subjectType: "user",
      subjectId: userId,
      detail: Object.fromEntries(
        known.map(({ topic, byMail, byPush }) => [topic, { byMail, byPush }]),
      ),
    });
  });
}
