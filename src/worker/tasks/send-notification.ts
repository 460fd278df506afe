import { join } from "node:path";

import { asId } from "@/core/ids";
import { renderMail } from "@/mail/render-mail";
import { sendMail } from "@/mail/send-mail";
import { readPendingNotification } from "@/services/notifications/find-notifications";
import { recordMailFailed, recordMailSent } from "@/services/notifications/record-mail";
import type { Task } from "@/worker/task";

/** Renders and sends a mail that waits. A failure stays on the row, which comes due again. */
export const sendNotification: Task = async ({ ctx, id, env }) => {
  const notificationId = asId<"notification">(id);
  const message = await readPendingNotification(ctx, notificationId);
  if (!message) return;
  const mail = renderMail(message);
  const route = {
    smtpUrl: env.MAIL_URL,
    outboxDir: join(env.KVITT_DATA_DIR, "outbox"),
    from: env.MAIL_FROM,
  };
  try {
    await sendMail(route, { ...mail, id, to: message.email, at: ctx.clock.now() });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    ctx.log.warn({ notificationId, reason }, "a mail could not be sent");
    await recordMailFailed(ctx, notificationId, reason);
    return;
  }
  await recordMailSent(ctx, notificationId);
};
