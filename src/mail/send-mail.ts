import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { createTransport } from "nodemailer";

import type { RenderedMail } from "./render-mail";

/** Where mail goes: an SMTP server, or a folder where it can be read (development and demo). */
export interface MailRoute {
  readonly smtpUrl: string | undefined;
  readonly outboxDir: string;
  readonly from: string;
}

/** A mail in the local outbox, one JSON file each. */
export interface OutboxMail extends RenderedMail {
  readonly id: string;
  readonly to: string;
  readonly at: string;
}

/**
 * Sends a mail. `id` is the notification's: the message id by which a mail sent twice is one mail.
 * Throws what the transport throws; the row stays due.
 */
export async function sendMail(
  route: MailRoute,
  mail: RenderedMail & { readonly id: string; readonly to: string; readonly at: Temporal.Instant },
): Promise<void> {
  if (route.smtpUrl === undefined) return writeToOutbox(route.outboxDir, mail);
  const transport = createTransport(route.smtpUrl, {
    connectionTimeout: 10_000,
    socketTimeout: 20_000,
  });
  try {
    await transport.sendMail({
      from: route.from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: `<${mail.id}@kvitt>`,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } finally {
    transport.close();
  }
}

async function writeToOutbox(
  folder: string,
  mail: RenderedMail & { readonly id: string; readonly to: string; readonly at: Temporal.Instant },
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stored: OutboxMail = {
    id: mail.id,
    to: mail.to,
    at: mail.at.toString(),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
  };
  const path = join(folder, `${mail.id}.json`);
  await writeFile(`${path}.part`, JSON.stringify(stored, null, 2), { mode: 0o600 });
  await rename(`${path}.part`, path);
}
