import { createHash } from "node:crypto";
import { openContext } from "@/services/context";
import { mayRequestLink } from "@/services/users/may-request-link";
import { writeSignInLink } from "@/services/users/write-sign-in-link";
import { findPerson } from "./find-person";
import { webRuntime } from "./runtime";

/**
 * Leaves the mail with the link that next-auth made; the worker sends it. Beyond the limit nothing is left,
 * and nobody is told: the page says the same in every case.
 */
export async function requestLink(link: {
  readonly email: string;
  readonly url: string;
  readonly token: string;
  readonly expires: Date;
}): Promise<void> {
  const runtime = webRuntime();
  const person = await findPerson(runtime.pool.db, { email: link.email });
  if (!person) return;
  const ctx = openContext(runtime, {
    tenantId: person.tenantId,
    actor: { kind: "system", name: "sign-in" },
  });
  if (!(await mayRequestLink(ctx, person.email))) {
    runtime.log.warn({ userId: person.userId }, "too many sign-in links asked for");
    return;
  }
  await writeSignInLink(ctx, {
    email: person.email,
    locale: person.locale ?? "sv",
    url: link.url,
    tokenHash: createHash("sha256").update(link.token).digest("hex"),
    expiresAt: Temporal.Instant.fromEpochMilliseconds(link.expires.getTime()),
  });
}
