import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { accountMembers } from "@/db/schema/accounts";
import { notifications } from "@/db/schema/notifications";
import { users } from "@/db/schema/users";
import { confirmEmailChange, requestEmailChange } from "@/services/users/change-email";
import { recordCheck } from "@/services/vat-numbers/record-check";
import { anOpenTenant } from "@/testing/a-newcomer";
import { aDriver, aUser } from "@/testing/builders/driver";
import { staff } from "@/testing/builders/staff";
import type { TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { readDriverProfile, saveDriverProfile } from "./driver-profile";

const database = testDatabase();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await anOpenTenant(database.pool);
});

async function aDriverPerson() {
  const user = await aUser(tenant.ctx, { locale: "de" });
  const driver = await aDriver(tenant.ctx, { userId: user.id, email: user.email });
  const { id: userId, email } = user;
  const actor = { kind: "user", userId, email, roles: ["driver"], driverId: driver.id } as const;
  return { user, driver, ctx: tenant.as(actor) };
}

const HOME = { line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" };

async function linkTo(email: string): Promise<string> {
  const rows = await tenant.ctx.db
    .select()
    .from(notifications)
    .where(and(eq(notifications.email, email), eq(notifications.kind, "email_change")));
  const url = rows.at(-1)?.payload["url"];
  return url ? (new URL(url).searchParams.get("token") ?? "") : "";
}

describe("a driver's profile", () => {
  it("turns private into company and back, with the number looked up when it is new", async () => {
    const { ctx } = await aDriverPerson();
    const company = {
      name: "Greta",
      address: HOME,
      kind: "business",
      companyName: "Greta GmbH",
      vatNumber: "DE 136 695 976",
    } as const;
    await saveDriverProfile(ctx, company);
    expect(await readDriverProfile(ctx)).toMatchObject({
      name: "Greta",
      companyName: "Greta GmbH",
      vatNumber: "DE136695976",
      vatStanding: "checking",
    });
    tenant.clock.advance({ minutes: 1 });
    await recordCheck(tenant.as(staff("finance")), {
      vatNumber: "DE136695976",
      isValid: "yes",
      source: "vies",
      consultation: "W1",
      answer: {},
    });
    await saveDriverProfile(ctx, company);
    expect((await readDriverProfile(ctx)).vatStanding).toBe("valid");
    await saveDriverProfile(ctx, { name: "Greta", address: HOME, kind: "consumer" });
    expect(await readDriverProfile(ctx)).toMatchObject({
      kind: "consumer",
      companyName: null,
      vatNumber: null,
      vatStanding: null,
    });
  });

  it("is nobody else's to change: not even for whoever runs the account as its admin", async () => {
    const [one, other] = [await aDriverPerson(), await aDriverPerson()];
    const { id: userId, email } = other.user;
    const driverId = one.driver.id;
    const member = { id: other.driver.id as never, driverId, role: "admin" } as const;
    const admin = tenant.as({ kind: "user", userId, email, roles: ["driver"], driverId, member });
    await expect(readDriverProfile(admin)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("another e-mail address", () => {
  it("counts once it is proved, and the old one is told", async () => {
    const { ctx, user } = await aDriverPerson();
    const email = `ny-${user.email}`;
    await requestEmailChange(ctx, { email: ` ${email.toUpperCase()} ` });
    expect((await readDriverProfile(ctx)).email).toBe(user.email);
    const token = await linkTo(email);
    await confirmEmailChange(tenant.ctx, token);
    expect((await readDriverProfile(ctx)).email).toBe(email);
    const [told] = await tenant.ctx.db
      .select()
      .from(notifications)
      .where(and(eq(notifications.email, user.email), eq(notifications.kind, "email_changed")));
    expect(told).toMatchObject({ locale: "de", payload: { new: email } });
    await expect(confirmEmailChange(tenant.ctx, token)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("is where others' accounts write to him, too, unless they have invited it already", async () => {
    const { ctx, user } = await aDriverPerson();
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
    const [firm, other] = [await aDriverPerson(), await aDriverPerson()];
    await tenant.ctx.db
      .insert(accountMembers)
      .values([
        memberOf(firm.driver.id, { email: user.email, userId: user.id }),
        memberOf(other.driver.id, { email: user.email, userId: user.id }),
        memberOf(other.driver.id, { email, userId: null }),
      ]);
    await requestEmailChange(ctx, { email });
    await confirmEmailChange(tenant.ctx, await linkTo(email));
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
    const [one, other] = [await aDriverPerson(), await aDriverPerson()];
    await requestEmailChange(one.ctx, { email: other.user.email });
    expect(await linkTo(other.user.email)).toBe("");
    const email = `ledig-${one.user.email}`;
    await requestEmailChange(one.ctx, { email });
    await aUser(tenant.ctx, { email });
    await expect(confirmEmailChange(tenant.ctx, await linkTo(email))).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const [kept] = await tenant.ctx.db.select().from(users).where(eq(users.id, one.user.id));
    expect(kept?.email).toBe(one.user.email);
  });

  it("needs a link that we made and that is younger than a day", async () => {
    const { ctx, user } = await aDriverPerson();
    const email = `sen-${user.email}`;
    await requestEmailChange(ctx, { email });
    const token = await linkTo(email);
    const [body = "", mac = ""] = token.split(".");
    const forged = `${Buffer.from(Buffer.from(body, "base64url").toString().replace("sen-", "min-")).toString("base64url")}.${mac}`;
    await expect(confirmEmailChange(tenant.ctx, forged)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    tenant.clock.advance({ hours: 25 });
    await expect(confirmEmailChange(tenant.ctx, token)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
