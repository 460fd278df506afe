import "server-only";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { readEnv } from "@/config/env";

const mail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
  at: z.iso.datetime({ offset: true }),
});
export type Mail = z.infer<typeof mail>;

const SHOWN = 100;

/** The latest mails of the local outbox, newest first, and how many files could not be read. */
export async function readOutbox(): Promise<{ mails: readonly Mail[]; broken: number }> {
  const folder = path.resolve(/* turbopackIgnore: true */ readEnv().KVITT_DATA_DIR, "outbox");
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.filter((name) => name.endsWith(".json")).map((name) => readMail(path.join(folder, name))),
  );
  const mails = found.filter((one) => one !== undefined);
  return {
    mails: mails.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, SHOWN),
    broken: found.length - mails.length,
  };
}

async function readMail(file: string): Promise<Mail | undefined> {
  try {
    return mail.safeParse(JSON.parse(await readFile(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}
