import { createHash } from "node:crypto";
import type { Id } from "@/core/ids";
import type { Language } from "@/core/language";
import { openContext } from "@/services/context";
import { mayRequestLink } from "@/services/users/may-request-link";
import { recordSignIn } from "@/services/users/record-sign-in";
import { writeSignInLink } from "@/services/users/write-sign-in-link";
import { addressOf } from "./address-limit";
import { findNewcomer } from "./find-newcomer";
import { findPerson } from "./find-person";
import { webRuntime } from "./runtime";
import { EMAIL_PROVIDER } from "./sign-in-settings";

/** A link that next-auth made, and who asked for it. */
export interface RequestedLink {
  readonly email: string;
  readonly url: string;
  readonly token: string;
  readonly expires: Date;
  readonly headers: Headers;
}

/**
 * Leaves the mail with a link: to sign in for whoever belongs here, to go on for whoever signs up. The worker sends it.
 * Beyond the limit nothing is left, and nobody is told: the page says the same in every case.
 */
export async function requestLink(link: RequestedLink): Promise<void> {
  const reader = await findReader(link.email);
  if (!reader) return;
  const runtime = webRuntime();
  const { tenantId, userId, ...to } = reader;
  const ctx = openContext(runtime, { tenantId, actor: { kind: "system", name: "sign-in" } });
  if (!(await mayRequestLink(ctx, link.email))) {
    runtime.log.warn({ userId }, "too many sign-in links asked for");
    return;
  }
  await writeSignInLink(ctx, {
    ...to,
    email: link.email,
    url: link.url,
    tokenHash: createHash("sha256").update(link.token).digest("hex"),
    expiresAt: Temporal.Instant.fromEpochMilliseconds(link.expires.getTime()),
  });
  if (!userId) return;
  await recordSignIn(ctx, {
    userId,
    method: EMAIL_PROVIDER,
    what: "link_sent",
    address: addressOf(link.headers),
    userAgent: link.headers.get("user-agent"),
  });
}

interface LinkReader {
  readonly kind: "sign_in" | "sign_up";
  readonly tenantId: Id<"tenant">;
  readonly userId: Id<"user"> | null;
  readonly locale: Language;
}

async function findReader(email: string): Promise<LinkReader | undefined> {
  const { db } = webRuntime().pool;
  const person = await findPerson(db, { email });
  if (person) {
    const { tenantId, userId, locale } = person;
    return { kind: "sign_in", tenantId, userId, locale: locale ?? "sv" };
  }
  const newcomer = await findNewcomer(db, { email });
  if (!newcomer) return undefined;
  const { tenantId, userId, locale } = newcomer;
  return { kind: "sign_up", tenantId, userId, locale };
}
