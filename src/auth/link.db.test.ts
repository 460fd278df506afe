import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/db/new-id";
import { notifications, pushSubscriptions } from "@/db/schema/notifications";
import { signInEvents } from "@/db/schema/privacy";
import { memberships, signInSessions, users } from "@/db/schema/users";
import { startSignUp } from "@/services/sign-up/start-sign-up";
import { anOpenTenant } from "@/testing/a-newcomer";
import { aUser } from "@/testing/builders/driver";
import type { TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { openFrontDoor, type FrontDoor, type FrontDoorBrowser } from "@/testing/front-door";

const database = testDatabase();
let tenant: TestTenant;
let door: FrontDoor;

beforeAll(async () => {
  tenant = await anOpenTenant(database.pool);
  door = await openFrontDoor(database.pool, tenant.clock);
});

async function aDriverWhoSignsIn() {
  const user = await aUser(tenant.ctx);
  const { tenantId } = tenant;
  await tenant.ctx.db.insert(memberships).values({ tenantId, userId: user.id, role: "driver" });
  return user;
}

const ask = (browser: FrontDoorBrowser, email: string) =>
  browser.post("/api/auth/signin/email", { email, callbackUrl: door.home });

async function mailTo(email: string) {
  const [mail] = await tenant.ctx.db
    .select()
    .from(notifications)
    .where(and(eq(notifications.tenantId, tenant.tenantId), eq(notifications.email, email)));
  return mail;
}

const usersOf = async (email: string) =>
  tenant.ctx.db.select().from(users).where(eq(users.email, email));

describe("a link by mail", () => {
  it("signs in whoever belongs here, and is written down with where from", async () => {
    const user = await aDriverWhoSignsIn();
    const browser = door.browser();
    await ask(browser, user.email);
    const mail = await mailTo(user.email);
    expect(mail?.kind).toBe("sign_in");
    await browser.get(mail?.payload["url"] ?? "");
    const [session] = await tenant.ctx.db
      .select()
      .from(signInSessions)
      .where(eq(signInSessions.userId, user.id));
    expect(session).toMatchObject({
      sessionToken: browser.session(),
      method: "email",
      address: "192.0.2.9",
      userAgent: "Test browser",
    });
    const history = await tenant.ctx.db
      .select()
      .from(signInEvents)
      .where(eq(signInEvents.userId, user.id))
      .orderBy(signInEvents.id);
    expect(history.map(({ what, address }) => [what, address])).toEqual([
      ["link_sent", "192.0.2.9"],
      ["signed_in", "192.0.2.9"],
    ]);
  });

  it("makes a newcomer's user once his address is proved, not before", async () => {
    const email = "nykomling@kvitt.example";
    await startSignUp(tenant.ctx, { email, locale: "de" });
    const browser = door.browser();
    await ask(browser, email);
    expect(await usersOf(email)).toEqual([]);
    const mail = await mailTo(email);
    expect(mail).toMatchObject({ kind: "sign_up", locale: "de" });
    await browser.get(mail?.payload["url"] ?? "");
    expect(browser.session()).toBeTruthy();
    expect(await usersOf(email)).toMatchObject([{ emailVerified: expect.any(Date) }]);
    const signedIn = (await (await browser.get("/api/auth/session")).json()) as unknown;
    expect(signedIn).toMatchObject({ user: { email } });
  });

  it("looks the same to a stranger, and makes and mails nothing", async () => {
    const [stranger, known] = [door.browser(), door.browser()];
    const email = "okand@kvitt.example";
    const answers = [
      await ask(stranger, email),
      await ask(known, (await aDriverWhoSignsIn()).email),
    ];
    const [one, other] = answers.map((answer) => [answer.status, answer.headers.get("location")]);
    expect(one).toEqual(other);
    expect(await mailTo(email)).toBeUndefined();
    expect(await usersOf(email)).toEqual([]);
  });
});

describe("a session", () => {
  async function signedIn() {
    const user = await aDriverWhoSignsIn();
    const browser = door.browser();
    await ask(browser, user.email);
    const mail = await mailTo(user.email);
    await browser.get(mail?.payload["url"] ?? "");
    return { user, browser };
  }
  const seenAt = async (token: string | undefined) => {
    const [row] = await tenant.ctx.db
      .select()
      .from(signInSessions)
      .where(eq(signInSessions.sessionToken, token ?? ""));
    return row?.lastSeenAt;
  };

  it("knows when it was last seen, to some minutes: not each request writes", async () => {
    const { browser } = await signedIn();
    const token = browser.session();
    const set = (lastSeenAt: Temporal.Instant) =>
      tenant.ctx.db
        .update(signInSessions)
        .set({ lastSeenAt })
        .where(eq(signInSessions.sessionToken, token ?? ""));
    const now = Temporal.Now.instant().round("millisecond");
    await set(now.subtract({ minutes: 2 }));
    await browser.get("/api/auth/session");
    expect(await seenAt(token)).toEqual(now.subtract({ minutes: 2 }));
    await set(now.subtract({ minutes: 6 }));
    await browser.get("/api/auth/session");
    const moved = await seenAt(token);
    expect(moved && Temporal.Instant.compare(moved, now)).toBeGreaterThanOrEqual(0);
  });

  it("ends with signing out, which is written down; the browser is told nothing more", async () => {
    const { user, browser } = await signedIn();
    const token = browser.session();
    const { tenantId } = tenant;
    const [row] = await tenant.ctx.db
      .select()
      .from(signInSessions)
      .where(eq(signInSessions.sessionToken, token ?? ""));
    await tenant.ctx.db.insert(pushSubscriptions).values({
      tenantId,
      id: newId<"other">(),
      userId: user.id,
      sessionId: row?.publicId ?? "",
      endpoint: `https://push.example/${user.id}`,
      p256dh: "",
      auth: "",
      locale: "sv",
      createdAt: tenant.clock.now(),
    });
    await browser.post("/api/auth/signout", { callbackUrl: door.home });
    expect(browser.session()).toBeUndefined();
    expect(await seenAt(token)).toBeUndefined();
    const told = tenant.ctx.db.select().from(pushSubscriptions);
    expect(await told.where(eq(pushSubscriptions.userId, user.id))).toEqual([]);
    const [last] = (
      await tenant.ctx.db.select().from(signInEvents).where(eq(signInEvents.userId, user.id))
    ).toReversed();
    expect(last).toMatchObject({ what: "signed_out" });
  });
});
