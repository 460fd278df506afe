import { and, desc, eq, getTableColumns, notInArray } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";
import { asId, type Id, isId } from "@/core/ids";
import { isLanguage, type Language } from "@/core/language";
import { newId } from "@/db/new-id";
import { pushSubscriptions } from "@/db/schema/notifications";
import { signInSessions } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { actingPerson } from "@/services/notifications/acting-person";
import { writeNotification } from "@/services/notifications/write-notification";
import { ServiceError } from "@/services/service-error";
import { isOpenSession } from "@/services/users/is-open-session";

export type BrowserRow = InferSelectModel<typeof pushSubscriptions>;

/** A browser as it asks to be told (W3C Push API, `PushSubscription.toJSON()`). Keys in base64url. */
export interface NewBrowser {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly locale: Language;
  readonly userAgent: string | null;
  /** The session that asks, by its public id: the browser is told while it lasts. Null: nobody is signed in. */
  readonly sessionId: string | null;
}

/** More than these nobody reads: the ones that were told longest ago go. */
const MOST = 12;

/**
 * Lets a browser be told what its person chose. One that was another's becomes his: whoever used it before is not told
 * there any more. It ends with the session that asks. Returns its id.
 * @throws ServiceError UNAUTHENTICATED (also where the session is over, or another's), INVALID (`reason` "endpoint": not an https address).
 */
export async function subscribeBrowser(ctx: Ctx, browser: NewBrowser): Promise<Id<"other">> {
  const { userId } = actingPerson(ctx);
  requireEndpoint(ctx, browser.endpoint);
  return inTransaction(ctx, async (tx) => {
    const { endpoint, ...known } = browser;
    const sessionId = await requireSession(tx, browser.sessionId, userId);
    const values = { ...known, sessionId, userId, createdAt: tx.clock.now(), lastError: null };
    const [row] = await tx.db
      .insert(pushSubscriptions)
      .values({ tenantId: tx.tenantId, id: newId<"other">(), endpoint, ...values })
      .onConflictDoUpdate({
        target: [pushSubscriptions.tenantId, pushSubscriptions.endpoint],
        set: values,
      })
      .returning({ id: pushSubscriptions.id });
    if (!row) throw new Error("a browser was neither added nor changed");
    await forgetOldest(tx, userId);
    await audit(tx, "push.subscribe", row.id);
    return row.id;
  });
}

/** The acting person's browsers that are told, newest first. @throws ServiceError UNAUTHENTICATED. */
export async function listBrowsers(ctx: Ctx): Promise<readonly BrowserRow[]> {
  return ctx.db
    .select(getTableColumns(pushSubscriptions))
    .from(pushSubscriptions)
    .innerJoin(signInSessions, eq(signInSessions.publicId, pushSubscriptions.sessionId))
    .where(and(isOf(ctx, actingPerson(ctx).userId), isOpenSession))
    .orderBy(desc(pushSubscriptions.createdAt));
}

/** Tells one of the acting person's browsers no more. One that is not there is no fault. */
export async function forgetBrowser(ctx: Ctx, id: string): Promise<void> {
  await forget(ctx, isId(id) ? eq(pushSubscriptions.id, asId<"other">(id)) : undefined);
}

/** Tells the acting person's browser at this endpoint no more: it says so itself. */
export async function forgetEndpoint(ctx: Ctx, endpoint: string): Promise<void> {
  await forget(ctx, eq(pushSubscriptions.endpoint, endpoint));
}

/**
 * Sends a trial to one of the acting person's browsers, at most one in ten seconds.
 * @throws ServiceError UNAUTHENTICATED, NOT_FOUND.
 */
export async function sendTrial(ctx: Ctx, id: string): Promise<void> {
  const { email } = actingPerson(ctx);
  const browser = (await listBrowsers(ctx)).find((one) => one.id === id);
  if (!browser) throw new ServiceError("NOT_FOUND", "There is no such browser.");
  const tenSeconds = Math.floor(ctx.clock.now().epochMilliseconds / 10_000);
  await writeNotification(ctx, {
    key: `push_test:${browser.id}:${tenSeconds}`,
    kind: "push_test",
    email,
    locale: languageOf(browser),
    payload: { url: `${ctx.settings.baseUrl}/notifications` },
    browser: { id: browser.id, locale: languageOf(browser) },
  });
}

function languageOf({ locale }: BrowserRow): Language {
  return isLanguage(locale) ? locale : "en";
}

async function forget(ctx: Ctx, which: ReturnType<typeof eq> | undefined): Promise<void> {
  const { userId } = actingPerson(ctx);
  if (!which) return;
  await inTransaction(ctx, async (tx) => {
    const gone = await tx.db
      .delete(pushSubscriptions)
      .where(and(isOf(tx, userId), which))
      .returning({ id: pushSubscriptions.id });
    for (const { id } of gone) await audit(tx, "push.unsubscribe", id);
  });
}

async function forgetOldest(tx: Ctx, userId: Id<"user">): Promise<void> {
  const kept = tx.db
    .select({ id: pushSubscriptions.id })
    .from(pushSubscriptions)
    .where(isOf(tx, userId))
    .orderBy(desc(pushSubscriptions.createdAt), desc(pushSubscriptions.id))
    .limit(MOST);
  await tx.db
    .delete(pushSubscriptions)
    .where(and(isOf(tx, userId), notInArray(pushSubscriptions.id, kept)));
}

async function requireSession(
  tx: Ctx,
  sessionId: string | null,
  userId: Id<"user">,
): Promise<string> {
  const { publicId } = signInSessions;
  const [session] =
    sessionId === null
      ? []
      : await tx.db
          .select({ publicId })
          .from(signInSessions)
          .where(and(eq(publicId, sessionId), eq(signInSessions.userId, userId), isOpenSession))
          // One that ends at this moment takes the browser with it, or is not found.
          .for("key share");
  if (!session) throw new ServiceError("UNAUTHENTICATED", "Sign in first.");
  return session.publicId;
}

/** The edge that connects looks at the address itself; here only what can never be one. */
function requireEndpoint({ settings }: Ctx, endpoint: string): void {
  const url = URL.parse(endpoint);
  const isLocal = settings.allowLoopbackPartners && url?.protocol === "http:";
  if (!url || url.username !== "" || (url.protocol !== "https:" && !isLocal)) {
    throw new ServiceError("INVALID", "A push service has an https address.", {
      reason: "endpoint",
    });
  }
}

async function audit(tx: Ctx, action: string, subjectId: string): Promise<void> {
  await writeAudit(tx, { action, subjectType: "push_subscription", subjectId });
}

function isOf(ctx: Ctx, userId: Id<"user">) {
  return and(eq(pushSubscriptions.tenantId, ctx.tenantId), eq(pushSubscriptions.userId, userId));
}
