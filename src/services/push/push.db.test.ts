import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseEnv } from "@/config/env";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { accountMembers } from "@/db/schema/accounts";
import { notifications, pushSubscriptions } from "@/db/schema/notifications";
import { signInSessions } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { chooseTopics, readTopicChoices } from "@/services/notifications/choose-topics";
import {
  type NewNotification,
  writeNotification,
  writeNotifications,
} from "@/services/notifications/write-notification";
import { aDriver, aUser } from "@/testing/builders/driver";
import { anOpenSession } from "@/testing/builders/open-session";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { type FakePushService, openFakePushService } from "@/testing/fake-push-service";
import { closePushConnections } from "@/push/send-push";
import { sendNotification } from "@/worker/tasks/send-notification";
import { forgetOld } from "@/services/privacy/forget-old";
import { endOtherSessions, endSession } from "@/services/users/open-sessions";
import { closeAccount } from "@/services/wallet/close-account";
import { forgetBrowser, listBrowsers, sendTrial, subscribeBrowser } from "./browser-rows";

const database = testDatabase();
const env = parseEnv({ APP_ENV: "test", KVITT_DATA_DIR: "/tmp/kvitt-push-test" });

let tenant: TestTenant;
let service: FakePushService;
let astrid: TestPerson;

interface TestPerson {
  readonly ctx: Ctx;
  readonly email: string;
  readonly userId: Id<"user">;
  readonly driverId: Id<"driver">;
  /** The public id of the session that he is signed in by. */
  readonly sessionId: string;
}

beforeAll(async () => {
  service = await openFakePushService();
});
afterAll(async () => {
  await closePushConnections();
  await service.close();
});
beforeEach(async () => {
  tenant = await aTenant(database.pool);
  astrid = await aPerson();
  service.answerWith(201);
});

async function aPerson(): Promise<TestPerson> {
  const user = await aUser(tenant.ctx);
  const driver = await aDriver(tenant.ctx, { userId: user.id, email: user.email, locale: "sv" });
  const { email } = user;
  const ctx = tenant.as({
    kind: "user",
    userId: user.id,
    email,
    roles: ["driver"],
    driverId: driver.id,
  });
  const { publicId: sessionId } = await anOpenSession(tenant.ctx, user.id);
  return { ctx, email, userId: user.id, driverId: driver.id, sessionId };
}

const subscribe = (who: Pick<TestPerson, "ctx" | "sessionId">, path = "") =>
  subscribeBrowser(who.ctx, { ...browser(path), sessionId: who.sessionId });

function browser(path = "") {
  const { endpoint, p256dh, auth } = service;
  return { endpoint: endpoint + path, p256dh, auth, locale: "de" as const, userAgent: "Firefox" };
}

function notice(key: string, kind: NewNotification["kind"], email = astrid.email): NewNotification {
  const payload = {
    name: "Astrid",
    place: "Slussen",
    operator: "Nordström",
    phase: "near",
    minutes: "10",
    priceMicro: "2000000",
    currency: "SEK",
    at: "2026-11-02T11:10:00Z",
    timeZone: "Europe/Stockholm",
    url: "http://kvitt.test/sessions/1",
  };
  return { key, kind, email, locale: "sv", payload };
}

async function rows() {
  return tenant.ctx.db
    .select()
    .from(notifications)
    .where(eq(notifications.tenantId, tenant.tenantId))
    .orderBy(asc(notifications.createdAt), asc(notifications.channel), asc(notifications.id));
}

async function sendAll(): Promise<void> {
  for (const { id, state } of await rows())
    if (state === "pending") await sendNotification({ ctx: tenant.ctx, env, id });
}

describe("a notice", () => {
  it("goes by mail and to each browser by default, once for each", async () => {
    await subscribe(astrid);
    await subscribe(astrid, "2");
    await writeNotification(tenant.ctx, notice("idle:1", "idle_fee_near"));
    await writeNotification(tenant.ctx, notice("idle:1", "idle_fee_near"));
    expect((await rows()).map(({ channel }) => channel).toSorted()).toEqual([
      "mail",
      "push",
      "push",
    ]);
  });

  it("goes where its reader chose, but what must be mailed is mailed", async () => {
    await subscribe(astrid);
    await chooseTopics(astrid.ctx, [
      { topic: "idleFee", byMail: false, byPush: false },
      { topic: "invoice", byMail: false, byPush: true },
      { topic: "chargeEnded", byMail: true, byPush: false },
    ]);
    await writeNotifications(tenant.ctx, [
      notice("a", "idle_fee_near"),
      notice("b", "invoice_issued"),
      notice("c", "charge_ended"),
    ]);
    const told = (await rows()).map(({ kind, channel }) => `${kind} ${channel}`);
    expect(told.toSorted()).toEqual([
      "charge_ended mail",
      "invoice_issued mail",
      "invoice_issued push",
    ]);
    const choices = await readTopicChoices(astrid.ctx);
    expect(choices.find(({ topic }) => topic === "invoice")).toMatchObject({ byMail: true });
  });

  it("is for its own reader: a secret is never pushed, another's choice changes nothing", async () => {
    const jonas = await aPerson();
    await subscribe(jonas);
    await chooseTopics(jonas.ctx, [{ topic: "idleFee", byMail: false, byPush: true }]);
    await writeNotification(tenant.ctx, notice("a", "idle_fee_near"));
    await writeNotification(tenant.ctx, notice("b", "sign_in", jonas.email));
    expect((await rows()).map(({ email, channel }) => [email, channel])).toEqual([
      [astrid.email, "mail"],
      [jonas.email, "mail"],
    ]);
  });

  it("reaches the browsers of a member of somebody's account", async () => {
    const anna = await aUser(tenant.ctx);
    const owner = await aDriver(tenant.ctx);
    await tenant.ctx.db.insert(accountMembers).values({
      tenantId: tenant.tenantId,
      id: newId<"member">(),
      driverId: owner.id,
      userId: anna.id,
      name: "Anna",
      email: anna.email,
      role: "driver",
      state: "active",
      invitedBy: "test",
      invitedAt: tenant.clock.now(),
    });
    const ctx = tenant.as({
      kind: "user",
      userId: anna.id,
      email: anna.email,
      roles: [],
      driverId: null,
    });
    const { publicId: sessionId } = await anOpenSession(tenant.ctx, anna.id);
    await subscribe({ ctx, sessionId });
    await writeNotification(tenant.ctx, notice("idle:9", "idle_fee_near", anna.email));
    expect((await rows()).map(({ channel }) => channel)).toEqual(["mail", "push"]);
  });

  it("needs two statements, however many drivers it is for", async () => {
    const many = await Promise.all(Array.from({ length: 20 }, aPerson));
    let statements = 0;
    const counted = new Proxy(tenant.ctx.db, {
      get: (db, name) => {
        const value: unknown = Reflect.get(db, name);
        if (name !== "execute" || typeof value !== "function") return value;
        return (...given: unknown[]): unknown => {
          statements += 1;
          return Reflect.apply(value, db, given);
        };
      },
    });
    const messages = many.map(({ email }, n) => notice(`invoice:${n}`, "invoice_issued", email));
    await writeNotifications({ ...tenant.ctx, db: counted }, messages);
    expect(statements).toBe(2);
    expect(await rows()).toHaveLength(20);
  });
});

describe("a push", () => {
  it("says the same facts in the browser's language", async () => {
    await subscribe(astrid);
    await chooseTopics(astrid.ctx, [{ topic: "idleFee", byMail: false, byPush: true }]);
    await writeNotification(tenant.ctx, notice("idle:2", "idle_fee_near"));
    await sendAll();
    expect(service.received.at(-1)?.text).toMatchObject({
      title: "Blockiergebühr bei Slussen in 10 min",
      url: "http://kvitt.test/sessions/1",
    });
    expect((await rows()).map(({ state }) => state)).toEqual(["sent"]);
    expect((await listBrowsers(astrid.ctx))[0]?.lastSentAt).toEqual(tenant.clock.now());
  });

  it("forgets a browser that has taken its leave", async () => {
    await subscribe(astrid);
    service.answerWith(410);
    await writeNotification(tenant.ctx, notice("idle:3", "idle_fee_near"));
    await sendAll();
    expect(await listBrowsers(astrid.ctx)).toEqual([]);
    const push = (await rows()).find(({ channel }) => channel === "push");
    expect(push).toMatchObject({ state: "failed" });
  });

  it("waits longer and longer while the push service fails, and gives up once it would mislead", async () => {
    await subscribe(astrid);
    await chooseTopics(astrid.ctx, [{ topic: "idleFee", byMail: false, byPush: true }]);
    service.answerWith(503);
    await writeNotification(tenant.ctx, notice("idle:4", "idle_fee_near"));
    await sendAll();
    const [first] = await rows();
    expect(first).toMatchObject({ state: "pending", attempts: 1 });
    expect(first?.dueAt).toEqual(tenant.clock.now().add({ seconds: 30 }));
    tenant.clock.advance({ minutes: 21 });
    await sendAll();
    expect((await rows())[0]).toMatchObject({
      state: "failed",
      lastError: "too late to be of use",
    });
  });
});

describe("a browser", () => {
  it("is told for whoever used it last", async () => {
    const jonas = await aPerson();
    await subscribe(astrid);
    await subscribe(jonas);
    expect(await listBrowsers(astrid.ctx)).toEqual([]);
    expect(await listBrowsers(jonas.ctx)).toHaveLength(1);
  });

  it("is forgotten by its own person only, and tried by its own person only", async () => {
    const jonas = await aPerson();
    const id = await subscribe(astrid);
    await forgetBrowser(jonas.ctx, id);
    await expect(sendTrial(jonas.ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await listBrowsers(astrid.ctx)).toHaveLength(1);
    await sendTrial(astrid.ctx, id);
    await sendAll();
    expect(service.received.at(-1)?.text).toMatchObject({ title: "Mitteilungen kommen hier an" });
    await forgetBrowser(astrid.ctx, id);
    const kept = await tenant.ctx.db
      .select()
      .from(pushSubscriptions)
      .where(eq(pushSubscriptions.tenantId, tenant.tenantId));
    expect(kept).toEqual([]);
  });

  it("must have an https address, and there are at most twelve of one person", async () => {
    const { sessionId } = astrid;
    const bad = { ...browser(), sessionId, endpoint: "ftp://push.example/1" };
    await expect(subscribeBrowser(astrid.ctx, bad)).rejects.toMatchObject({ code: "INVALID" });
    for (let n = 0; n < 14; n += 1) {
      tenant.clock.advance({ seconds: 1 });
      await subscribe(astrid, String(n));
    }
    expect(await listBrowsers(astrid.ctx)).toHaveLength(12);
  });
});

describe("a browser's session", () => {
  const told = async () => {
    await writeNotification(tenant.ctx, notice(`idle:${newId()}`, "idle_fee_near"));
    const before = service.received.length;
    await sendAll();
    return service.received.length - before;
  };
  const another = async () => ({
    ...astrid,
    sessionId: (await anOpenSession(tenant.ctx, astrid.userId)).publicId,
  });

  it("takes the browser off the list when it is ended from elsewhere, and its pushes with it", async () => {
    const [phone, laptop, tablet] = [astrid, await another(), await another()];
    await subscribe(phone, "phone");
    await subscribe(laptop, "laptop");
    await subscribe(tablet, "tablet");
    expect(await told()).toBe(3);
    await writeNotification(tenant.ctx, notice("idle:late", "idle_fee_near"));
    await endSession(astrid.ctx, { id: laptop.sessionId });
    expect((await listBrowsers(astrid.ctx)).map(({ endpoint }) => endpoint.slice(-5))).toEqual(
      expect.arrayContaining(["phone", "ablet"]),
    );
    const before = service.received.length;
    await sendAll();
    expect(service.received.length - before).toBe(2);
    await endOtherSessions(astrid.ctx, { currentId: phone.sessionId });
    expect((await listBrowsers(astrid.ctx)).map(({ endpoint }) => endpoint.slice(-5))).toEqual([
      "phone",
    ]);
    expect(await told()).toBe(1);
  });

  it("is told nothing once it is over, though nobody signed out; and is deleted in time", async () => {
    const { userId, sessionId } = astrid;
    await subscribe(astrid);
    await writeNotification(tenant.ctx, notice("idle:before", "idle_fee_near"));
    await tenant.ctx.db
      .update(signInSessions)
      .set({ expires: new Date(Date.now() - 1_000) })
      .where(eq(signInSessions.publicId, sessionId));
    expect(await told()).toBe(0);
    expect(await listBrowsers(astrid.ctx)).toEqual([]);
    await forgetOld(tenant.ctx);
    const left = tenant.ctx.db.select().from(pushSubscriptions);
    expect(await left.where(eq(pushSubscriptions.userId, userId))).toEqual([]);
  });

  it("must be the person's own and open to switch pushes on", async () => {
    const jonas = await aPerson();
    const refused = { code: "UNAUTHENTICATED" };
    const as = (sessionId: string | null) =>
      subscribeBrowser(astrid.ctx, { ...browser(), sessionId });
    await expect(as(jonas.sessionId)).rejects.toMatchObject(refused);
    await expect(as(null)).rejects.toMatchObject(refused);
    await endSession(astrid.ctx, { id: astrid.sessionId });
    await expect(as(astrid.sessionId)).rejects.toMatchObject(refused);
  });

  it("is told no more once the account is closed, unless its person has another account", async () => {
    const [jonas, family] = [await aPerson(), await aDriver(tenant.ctx)];
    await subscribe(astrid, "astrid");
    await subscribe(jonas, "jonas");
    await tenant.ctx.db.insert(accountMembers).values({
      tenantId: tenant.tenantId,
      id: newId<"member">(),
      driverId: family.id,
      userId: jonas.userId,
      name: "Jonas",
      email: jonas.email,
      role: "driver",
      state: "active",
      invitedBy: "test",
      invitedAt: tenant.clock.now(),
    });
    await closeAccount(astrid.ctx);
    await closeAccount(jonas.ctx);
    expect(await listBrowsers(astrid.ctx)).toEqual([]);
    expect(await listBrowsers(jonas.ctx)).toHaveLength(1);
  });
});

it("mails an address that nobody signs in with, by the defaults", async () => {
  const driver = await aDriver(tenant.ctx, { email: "nobody@kvitt.example" });
  await writeNotifications(tenant.ctx, [
    notice("x", "idle_fee_near", driver.email),
    notice("y", "charge_started", driver.email),
  ]);
  expect((await rows()).map(({ kind }) => kind)).toEqual(["idle_fee_near"]);
});
