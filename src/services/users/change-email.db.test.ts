import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { accountMembers } from "@/db/schema/accounts";
import { drivers } from "@/db/schema/drivers";
import { auditEvents, notifications } from "@/db/schema/notifications";
import { accountLinks, signInSessions, signInTokens, users } from "@/db/schema/users";
import { recordSent } from "@/services/notifications/record-delivery";
import { anOpenTenant } from "@/testing/a-newcomer";
import { aUser } from "@/testing/builders/driver";
import { aDriverPerson } from "@/testing/builders/driver-person";
import { anOpenSession } from "@/testing/builders/open-session";
import type { TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { confirmEmailChange, requestEmailChange } from "./change-email";
import { listSignIns } from "./list-sign-ins";
import { takeEmailChangeBack } from "./take-back-email";

const database = testDatabase();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await anOpenTenant(database.pool);
});

async function aChanger() {
  const person = await aDriverPerson(tenant);
  const current = async () => {
    const [row] = await tenant.ctx.db.select().from(users).where(eq(users.id, person.user.id));
    const [account] = await tenant.ctx.db
      .select()
      .from(drivers)
      .where(eq(drivers.id, person.driver.id));
    return { email: row?.email, account: account?.email };
  };
  return { ...person, current };
}

type Kind = "email_change" | "email_change_asked" | "email_changed" | "email_change_taken_back";

async function mailsTo(email: string, kind: Kind) {
  return tenant.ctx.db
    .select()
    .from(notifications)
    .where(and(eq(notifications.email, email), eq(notifications.kind, kind)))
    .orderBy(notifications.createdAt, notifications.id);
}

async function linkTo(email: string, kind: Kind = "email_change"): Promise<string> {
  const url = (await mailsTo(email, kind)).at(-1)?.payload["url"];
  return url ? (new URL(url).searchParams.get("token") ?? "") : "";
}

const ended = { code: "NOT_FOUND" };
const confirm = (token: string) => confirmEmailChange(tenant.ctx, token);
const takeBack = (token: string) => takeEmailChangeBack(tenant.ctx, token);

describe("another e-mail address", () => {
  it("counts once it is proved, and the old one is told", async () => {
    const { ctx, user, current } = await aChanger();
    const email = `ny-${user.email}`;
    await requestEmailChange(ctx, { email: ` ${email.toUpperCase()} ` });
    expect(await current()).toEqual({ email: user.email, account: user.email });
    const token = await linkTo(email);
    await confirm(token);
    expect(await current()).toEqual({ email, account: email });
    const [told] = await mailsTo(user.email, "email_changed");
    expect(told).toMatchObject({ locale: "de", payload: { new: email } });
    await expect(confirm(token)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("is where others' accounts write to him, too, unless they have invited it already", async () => {
    const { ctx, user } = await aChanger();
    const email = `flytt-${user.email}`;
    const memberOf = (
      driverId: Id<"driver">,
      of: { email: string; userId: Id<"user"> | null },
    ) => ({
      tenantId: tenant.tenantId,
      id: newId<"member">(),
      driverId,
      name: "Somebody",
      role: "driver" as const,
      state: of.userId ? ("active" as const) : ("invited" as const),
      invitedBy: "test",
      invitedAt: tenant.clock.now(),
      ...of,
    });
    const [firm, other] = [await aChanger(), await aChanger()];
    await tenant.ctx.db
      .insert(accountMembers)
      .values([
        memberOf(firm.driver.id, { email: user.email, userId: user.id }),
        memberOf(other.driver.id, { email: user.email, userId: user.id }),
        memberOf(other.driver.id, { email, userId: null }),
      ]);
    await requestEmailChange(ctx, { email });
    await confirm(await linkTo(email));
    const rows = await tenant.ctx.db
      .select({ driverId: accountMembers.driverId, email: accountMembers.email })
      .from(accountMembers)
      .where(eq(accountMembers.userId, user.id));
    expect(new Map(rows.map((row) => [row.driverId, row.email]))).toEqual(
      new Map([
        [firm.driver.id, email],
        [other.driver.id, user.email],
      ]),
    );
  });

  it("is not taken from somebody who has it, and nobody is told who that is", async () => {
    const [one, other] = [await aChanger(), await aChanger()];
    await requestEmailChange(one.ctx, { email: other.user.email });
    expect(await linkTo(other.user.email)).toBe("");
    const email = `ledig-${one.user.email}`;
    await requestEmailChange(one.ctx, { email });
    await aUser(tenant.ctx, { email });
    await expect(confirm(await linkTo(email))).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const [kept] = await tenant.ctx.db.select().from(users).where(eq(users.id, one.user.id));
    expect(kept?.email).toBe(one.user.email);
  });

  it("needs a link that we made and that is younger than a day", async () => {
    const { ctx, user } = await aChanger();
    const email = `sen-${user.email}`;
    await requestEmailChange(ctx, { email });
    const token = await linkTo(email);
    const [body = "", mac = ""] = token.split(".");
    const [, id = ""] = JSON.parse(Buffer.from(body, "base64url").toString()) as string[];
    const another = JSON.stringify([
      tenant.tenantId,
      id.replace(/.$/, (c) => (c === "0" ? "1" : "0")),
    ]);
    const forged = `${Buffer.from(another).toString("base64url")}.${mac}`;
    await expect(confirm(forged)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    tenant.clock.advance({ hours: 25 });
    await expect(confirm(token)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("is told to the old one when it is asked for, the same whether the new one is free", async () => {
    const [one, other, third] = [await aChanger(), await aChanger(), await aChanger()];
    await requestEmailChange(one.ctx, { email: `fri-${one.user.email}` });
    await requestEmailChange(other.ctx, { email: third.user.email });
    for (const { user } of [one, other]) {
      const [told] = await mailsTo(user.email, "email_change_asked");
      expect(told?.locale).toBe("de");
      expect(Object.keys(told?.payload ?? {}).toSorted()).toEqual([
        "name",
        "new",
        "support",
        "url",
      ]);
    }
  });

  it("is asked for five times a day by one person, wherever it leads", async () => {
    const { ctx, user } = await aChanger();
    for (let n = 0; n < 5; n += 1) await requestEmailChange(ctx, { email: `${n}-${user.email}` });
    const sixth = requestEmailChange(ctx, { email: `5-${user.email}` });
    await expect(sixth).rejects.toMatchObject({ code: "LIMIT" });
    tenant.clock.advance({ hours: 25 });
    await requestEmailChange(ctx, { email: `5-${user.email}` });
  });

  it("leaves no link and no address in the trail, and no link in a mail that was sent", async () => {
    const { ctx, user } = await aChanger();
    const email = `spar-${user.email}`;
    await requestEmailChange(ctx, { email });
    await confirm(await linkTo(email));
    const rows = await tenant.ctx.db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, user.id));
    expect(rows.map(({ action }) => action)).toContain("user.email_changed");
    expect(JSON.stringify(rows)).not.toContain("@");
    for (const kind of ["email_change_asked", "email_changed"] as const) {
      const [mail] = await mailsTo(user.email, kind);
      await recordSent(tenant.ctx, mail!.id);
      expect((await mailsTo(user.email, kind))[0]?.payload).toEqual({});
    }
  });
});

describe("the old address takes a change back", () => {
  async function changed(prefix: string) {
    const person = await aChanger();
    const email = `${prefix}-${person.user.email}`;
    await requestEmailChange(person.ctx, { email });
    const confirmation = await linkTo(email);
    return { ...person, email, confirmation };
  }
  const signedIn = (userId: Id<"user">) =>
    tenant.ctx.db.select().from(signInSessions).where(eq(signInSessions.userId, userId));

  it("before it is confirmed: the link to the new one is dead, and every browser is signed out", async () => {
    const { ctx, user, confirmation, current } = await changed("aldrig");
    await anOpenSession(tenant.ctx, user.id);
    await takeBack(await linkTo(user.email, "email_change_asked"));
    await expect(confirm(confirmation)).rejects.toMatchObject(ended);
    expect(await current()).toEqual({ email: user.email, account: user.email });
    expect(await signedIn(user.id)).toEqual([]);
    expect((await listSignIns(ctx)).map(({ what }) => what)).toEqual(["ended"]);
    expect(await mailsTo(user.email, "email_change_taken_back")).toHaveLength(1);
  });

  it("after it, with all that could still sign in by the new one; both are told; once", async () => {
    const { user, email, confirmation, current } = await changed("tjuv");
    const asked = await linkTo(user.email, "email_change_asked");
    await confirm(confirmation);
    await anOpenSession(tenant.ctx, user.id);
    await tenant.ctx.db.insert(accountLinks).values({
      userId: user.id,
      type: "oidc",
      provider: "example",
      providerAccountId: user.id,
    });
    await tenant.ctx.db
      .insert(signInTokens)
      .values({ identifier: email, token: user.id, expires: new Date(Date.now() + 60_000) });
    const back = await linkTo(user.email, "email_changed");
    await takeBack(back);
    expect(await current()).toEqual({ email: user.email, account: user.email });
    expect(await signedIn(user.id)).toEqual([]);
    const { db } = tenant.ctx;
    expect(await db.select().from(accountLinks).where(eq(accountLinks.userId, user.id))).toEqual(
      [],
    );
    expect(await db.select().from(signInTokens).where(eq(signInTokens.identifier, email))).toEqual(
      [],
    );
    for (const to of [user.email, email]) {
      const [told] = await mailsTo(to, "email_change_taken_back");
      expect(told?.payload).toMatchObject({ email: user.email });
    }
    for (const again of [back, asked]) await expect(takeBack(again)).rejects.toMatchObject(ended);
  });

  it("also once the account has moved on from there; whoever holds that one's link has nothing", async () => {
    const { ctx, user, email, confirmation, current } = await changed("ett");
    await confirm(confirmation);
    const further = `vidare-${user.email}`;
    tenant.clock.advance({ hours: 1 });
    await requestEmailChange(ctx, { email: further });
    await confirm(await linkTo(further));
    const theirs = await linkTo(email, "email_changed");
    await takeBack(await linkTo(user.email, "email_changed"));
    expect(await current()).toEqual({ email: user.email, account: user.email });
    await expect(takeBack(theirs)).rejects.toMatchObject(ended);
  });

  it("for a week from the change, and not with the link that was meant for the new one", async () => {
    const { user, email, confirmation, current } = await changed("sent");
    await expect(takeBack(confirmation)).rejects.toMatchObject(ended);
    tenant.clock.advance({ hours: 23 });
    await confirm(confirmation);
    const back = await linkTo(user.email, "email_changed");
    await expect(confirm(back)).rejects.toMatchObject(ended);
    tenant.clock.advance({ hours: 7 * 24 + 1 });
    await expect(takeBack(back)).rejects.toMatchObject(ended);
    expect(await current()).toEqual({ email, account: email });
  });

  it("unless somebody has it by now: then nothing is changed", async () => {
    const { user, email, confirmation, current } = await changed("upptagen");
    await confirm(confirmation);
    await anOpenSession(tenant.ctx, user.id);
    await aUser(tenant.ctx, { email: user.email });
    const back = takeBack(await linkTo(user.email, "email_changed"));
    await expect(back).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await current()).toEqual({ email, account: email });
    expect(await signedIn(user.id)).toHaveLength(1);
  });
});
