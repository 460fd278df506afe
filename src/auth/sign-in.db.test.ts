import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { notifications } from "@/db/schema/notifications";
import { memberships } from "@/db/schema/users";
import { mayRequestLink } from "@/services/users/may-request-link";
import { setLocale } from "@/services/users/set-locale";
import { writeSignInLink } from "@/services/users/write-sign-in-link";
import { aDriver, aUser } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { findPerson } from "./find-person";

const database = testDatabase();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
});

async function aDriverWhoSignsIn() {
  const { ctx, tenantId } = tenant;
  const user = await aUser(ctx, { name: "Astrid Lindqvist" });
  const driver = await aDriver(ctx, { userId: user.id });
  await ctx.db.insert(memberships).values([
    { tenantId, userId: user.id, role: "driver" },
    { tenantId, userId: user.id, role: "finance" },
  ]);
  return { user, driver };
}

describe("who is signed in", () => {
  it("holds the roles of this very moment: a demotion counts at the next look", async () => {
    const { user, driver } = await aDriverWhoSignsIn();
    const { db } = tenant.ctx;
    const before = await findPerson(db, { userId: user.id });
    expect(before?.driverId).toBe(driver.id);
    expect(new Set(before?.roles)).toEqual(new Set(["driver", "finance"]));
    await db
      .delete(memberships)
      .where(and(eq(memberships.userId, user.id), eq(memberships.role, "driver")));
    const after = await findPerson(db, { userId: user.id });
    expect(after?.roles).toEqual(["finance"]);
    expect(after?.driverId).toBeNull();
  });

  it("is nobody without a membership, by id and by address", async () => {
    const user = await aUser(tenant.ctx);
    expect(await findPerson(tenant.ctx.db, { userId: user.id })).toBeUndefined();
    expect(await findPerson(tenant.ctx.db, { email: user.email })).toBeUndefined();
    expect(await findPerson(tenant.ctx.db, { email: "nobody@kvitt.example" })).toBeUndefined();
  });
});

describe("sign-in links", () => {
  it("are five in a quarter of an hour for one address, then again", async () => {
    const { ctx, clock } = tenant;
    const email = "limit@kvitt.example";
    const send = (n: number) =>
      writeSignInLink(ctx, {
        kind: n % 2 === 0 ? "sign_in" : "sign_up",
        email,
        locale: "sv",
        url: `http://kvitt.test/callback?token=${n}`,
        tokenHash: `hash-${n}`,
        expiresAt: clock.now().add({ minutes: 30 }),
      });
    for (let n = 0; n < 5; n += 1) {
      expect(await mayRequestLink(ctx, email)).toBe(true);
      await send(n);
    }
    expect(await mayRequestLink(ctx, email)).toBe(false);
    expect(await mayRequestLink(ctx, "other@kvitt.example")).toBe(true);
    clock.advance({ minutes: 16 });
    expect(await mayRequestLink(ctx, email)).toBe(true);
  });

  it("wait as a mail to be sent, once each", async () => {
    const { ctx, clock } = tenant;
    const link = {
      kind: "sign_in" as const,
      email: "once@kvitt.example",
      locale: "en" as const,
      url: "http://kvitt.test/callback?token=x",
      tokenHash: "hash-once",
      expiresAt: clock.now(),
    };
    await writeSignInLink(ctx, link);
    await writeSignInLink(ctx, link);
    const rows = await ctx.db
      .select()
      .from(notifications)
      .where(eq(notifications.email, link.email));
    expect(rows).toMatchObject([{ kind: "sign_in", state: "pending", payload: { url: link.url } }]);
  });
});

describe("the language", () => {
  it("is set for the person and for the driver's mails and documents", async () => {
    const { user, driver } = await aDriverWhoSignsIn();
    const { id: userId, email } = user;
    const ctx = tenant.as({ kind: "user", userId, email, roles: ["driver"], driverId: driver.id });
    await setLocale(ctx, "en");
    expect((await findPerson(ctx.db, { userId }))?.locale).toBe("en");
  });
});
