import { join } from "node:path";
import type { Env } from "@/config/env";
import { asId, isId } from "@/core/ids";
import { pushDeadline } from "@/core/notices/topics";
import { hasTexts, type MailMessage, noticeTexts, renderMail } from "@/mail/render-mail";
import { type MailAttachment, sendMail } from "@/mail/send-mail";
import { type PushRoute, sendPush } from "@/push/send-push";
import { vapidKeys } from "@/push/vapid-keys";
import type { Ctx } from "@/services/context";
import {
  type DueNotification,
  readPendingNotification,
} from "@/services/notifications/find-notifications";
import { recordFailed, recordGivenUp, recordSent } from "@/services/notifications/record-delivery";
import { readLinkedPackFile } from "@/services/receipts/read-pack-file";
import { dropPushTarget, findPushTarget, notePush } from "@/services/push/push-target";
import type { Task } from "@/worker/task";

/** Renders and sends a notice that waits. A failure stays on the row, which comes due again. */
export const sendNotification: Task = async ({ ctx, id, env }) => {
  const notice = await readPendingNotification(ctx, asId<"notification">(id));
  if (!notice) return;
  const { kind, locale, sender, payload } = notice;
  if (!hasTexts(kind)) {
    ctx.log.error({ notificationId: id, kind }, "a notice has no texts");
    return recordFailed(ctx, notice.id, "there are no texts for its kind");
  }
  const message: MailMessage = { kind, locale, sender, payload };
  if (notice.channel === "push") await push(ctx, env, { notice, message });
  else await mail(ctx, env, { notice, message });
};

interface Rendering {
  readonly notice: DueNotification;
  readonly message: MailMessage;
}

async function mail(ctx: Ctx, env: Env, { notice, message }: Rendering): Promise<void> {
  const { id, email: to } = notice;
  const route = {
    smtpUrl: env.MAIL_URL,
    outboxDir: join(env.KVITT_DATA_DIR, "outbox"),
    from: env.MAIL_FROM,
  };
  try {
    const attachments = await attachmentsOf(ctx, message);
    await sendMail(route, { ...renderMail(message), id, to, at: ctx.clock.now(), attachments });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    ctx.log.warn({ notificationId: id, reason }, "a mail could not be sent");
    await recordFailed(ctx, id, reason);
    return;
  }
  await recordSent(ctx, id);
}

// Many mail servers take no more; the link stands in the mail in any case.
const MOST_ATTACHED_BYTES = 10 * 1024 * 1024;

async function attachmentsOf(ctx: Ctx, { payload }: MailMessage): Promise<MailAttachment[]> {
  const packId = payload["receiptPackId"];
  if (!packId || !isId(packId)) return [];
  const file = await readLinkedPackFile(ctx, asId<"other">(packId));
  return file.content.length < MOST_ATTACHED_BYTES ? [file] : [];
}

async function push(ctx: Ctx, env: Env, { notice, message }: Rendering): Promise<void> {
  const { id, pushSubscriptionId, kind, createdAt, payload } = notice;
  const target = pushSubscriptionId && (await findPushTarget(ctx, pushSubscriptionId));
  if (!target) return recordGivenUp(ctx, id, "the browser was forgotten");
  const leftMs = pushDeadline(kind, createdAt).since(ctx.clock.now()).total("milliseconds");
  if (leftMs <= 0) return recordGivenUp(ctx, id, "too late to be of use");
  const tag = (payload["tag"] ?? id).replaceAll("-", "").slice(0, 32);
  const text = { ...noticeTexts(message), url: payload["url"] ?? ctx.settings.baseUrl, tag };
  const result = await sendPush(routeOf(ctx, env), target, { kind, text, seconds: leftMs / 1_000 });
  if (result.outcome === "sent") {
    await notePush(ctx, target.id, null);
    return recordSent(ctx, id);
  }
  ctx.log.info({ notificationId: id, ...result }, "a push was not taken");
  if (result.outcome === "gone") {
    await dropPushTarget(ctx, target.id);
    return recordGivenUp(ctx, id, result.why);
  }
  await notePush(ctx, target.id, result.why);
  if (result.outcome === "refused") return recordGivenUp(ctx, id, result.why);
  await recordFailed(ctx, id, result.why);
}

function routeOf({ settings }: Ctx, env: Env): PushRoute {
  const { baseUrl, secretKey, allowLoopbackPartners: allowLoopback } = settings;
  const from = /<([^>]+)>/.exec(env.MAIL_FROM)?.[1] ?? env.MAIL_FROM;
  const own = baseUrl.startsWith("https://") ? baseUrl : `mailto:${from}`;
  return { keys: vapidKeys(secretKey, env), subject: env.WEB_PUSH_SUBJECT ?? own, allowLoopback };
}
