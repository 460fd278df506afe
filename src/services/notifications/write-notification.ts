import type { Id } from "@/core/ids";
import type { Language } from "@/core/language";
import { channelsOf, type NoticeKind, topicOf, topics } from "@/core/notices/topics";
import { insertRows } from "@/db/insert-rows";
import { newId } from "@/db/new-id";
import { notifications } from "@/db/schema/notifications";
import { enqueueAll } from "@/queue/enqueue";
import type { Ctx } from "@/services/context";
import { findReaders, type Reader } from "./find-readers";

/** A notice that a fact is told by. The same key is told once. */
export interface NewNotification {
  readonly key: string;
  readonly kind: NoticeKind;
  readonly email: string;
  /** Of the mail; each browser has its own. */
  readonly locale: Language;
  /** Amounts, days and addresses as data: words come where it is rendered. `url` is where a click leads. */
  readonly payload: Record<string, string>;
  /** Told to this browser alone, whatever was chosen: a trial. */
  readonly browser?: Reader["browsers"][number];
}

/** Leaves a notice to be sent; call it inside the transaction of the fact. The same key is told once. */
export async function writeNotification(ctx: Ctx, message: NewNotification): Promise<void> {
  await writeNotifications(ctx, [message]);
}

/**
 * Leaves many notices to be sent, each by mail and to the browsers that its reader chose. One statement asks for the
 * readers and one writes, however many there are.
 */
export async function writeNotifications(
  ctx: Ctx,
  messages: readonly NewNotification[],
): Promise<void> {
  if (messages.length === 0) return;
  const now = ctx.clock.now();
  const { tenantId } = ctx;
  const asked = messages.filter(isChosen).map(({ email }) => email);
  const readers = asked.length === 0 ? new Map<string, Reader[]>() : await findReaders(ctx, asked);
  const rows = messages.flatMap((message) =>
    copiesOf(message, isChosen(message) ? (readers.get(message.email) ?? []) : []).map((copy) => ({
      tenantId,
      id: newId<"notification">(),
      ...copy,
      kind: message.kind,
      email: message.email,
      payload: message.payload,
      dueAt: now,
      createdAt: now,
    })),
  );
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

interface Copy {
  readonly key: string;
  readonly channel: "mail" | "push";
  readonly pushSubscriptionId: Id<"other"> | null;
  readonly locale: Language;
}

/** Whether anything of it is the reader's to choose. */
function isChosen({ kind, browser }: NewNotification): boolean {
  if (browser) return false;
  const { mail, push } = topics[topicOf(kind)];
  return mail !== "always" || push !== "never";
}

function copiesOf(message: NewNotification, readers: readonly Reader[]): Copy[] {
  const { key, kind, locale, browser } = message;
  if (browser) return [pushCopy(key, browser)];
  const topic = topicOf(kind);
  const wants = readers.map((reader) => ({
    reader,
    ...channelsOf(topic, reader.choices.get(topic) ?? null),
  }));
  const isMailed =
    readers.length === 0 ? channelsOf(topic, null).byMail : wants.some(({ byMail }) => byMail);
  const mail: Copy[] = isMailed ? [{ key, channel: "mail", pushSubscriptionId: null, locale }] : [];
  const pushes = wants.flatMap(({ reader, byPush }) => (byPush ? reader.browsers : []));
  return [...mail, ...pushes.map((one) => pushCopy(key, one))];
}

function pushCopy(key: string, { id, locale }: Reader["browsers"][number]): Copy {
  return { key: `${key}#${id}`, channel: "push", pushSubscriptionId: id, locale };
}
