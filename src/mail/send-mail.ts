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

/** A file that a mail brings. */
export interface MailAttachment {
  readonly fileName: string;
  readonly content: Uint8Array;
}

/** A mail as it is sent: what it says, its notification's id, and to whom. */
export interface OutgoingMail extends RenderedMail {
  readonly id: string;
  readonly to: string;
  readonly at: Temporal.Instant;
  readonly attachments?: readonly MailAttachment[];
}

/** A mail in the local outbox, one JSON file each. Attachments in base64. */
export interface OutboxMail extends RenderedMail {
  readonly id: string;
  readonly to: string;
  readonly at: string;
  readonly attachments: readonly { readonly fileName: string; readonly base64: string }[];
}

/**
 * Sends a mail. `id` is the notification's: the message id by which a mail sent twice is one mail.
 * Throws what the transport throws; the row stays due.
 */
export async function sendMail(route: MailRoute, mail: OutgoingMail): Promise<void> {
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
      attachments: (mail.attachments ?? []).map(({ fileName, content }) => ({
        filename: fileName,
        content: Buffer.from(content),
      })),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } finally {
    transport.close();
  }
}

async function writeToOutbox(folder: string, mail: OutgoingMail): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stored: OutboxMail = {
    id: mail.id,
    to: mail.to,
    at: mail.at.toString(),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: (mail.attachments ?? []).map(({ fileName, content }) => ({
      fileName,
      base64: Buffer.from(content).toString("base64"),
    })),
  };
  const path = join(folder, `${mail.id}.json`);
  await writeFile(`${path}.part`, JSON.stringify(stored, null, 2), { mode: 0o600 });
  await rename(`${path}.part`, path);
}
