import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInEvents } from "@/db/schema/privacy";
import { signUps } from "@/db/schema/sign-ups";
import { accountLinks, memberships, signInSessions, users } from "@/db/schema/users";
import { anOpenTenant } from "@/testing/a-newcomer";
import { aUser } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { openFrontDoor, type FrontDoor } from "@/testing/front-door";
import {
  fakeOidcProvider,
  type FakeIdentity,
  type FakeOidcProvider,
} from "@/testing/fake-oidc-provider";

const database = testDatabase();
let tenant: TestTenant;
let provider: FakeOidcProvider;
let door: FrontDoor;

beforeAll(async () => {
  tenant = await anOpenTenant(database.pool);
  provider = await fakeOidcProvider();
  const { issuer } = provider;
  const client = { clientId: "kvitt", clientSecret: "not-so-secret" };
  const work = { id: "work", name: "Work", issuer, ...client };
  door = await openFrontDoor(database.pool, tenant.clock, [work]);
});

afterAll(async () => provider.close());

function aBrowser() {
  const browser = door.browser();
  return {
    ...browser,
    /** Signs in by the provider's button as somebody; answers where that ends. */
    async signInAs(identity: FakeIdentity): Promise<string> {
      const begun = await browser.post("/api/auth/signin/work", { callbackUrl: door.home });
      const back = provider.approve(begun.headers.get("location") ?? "", identity);
      return (await browser.get(back)).headers.get("location") ?? "";
    },
  };
}

async function aPerson(of: TestTenant = tenant) {
  const user = await aUser(of.ctx);
  const { tenantId } = of;
  await of.ctx.db.insert(memberships).values({ tenantId, userId: user.id, role: "driver" });
  return user;
}

const linksOf = async (userId: string) => {
  const rows = await tenant.ctx.db.select().from(accountLinks);
  return rows.filter((row) => row.userId === userId);
};

const userOf = async (email: string) => {
  const [user] = await tenant.ctx.db.select().from(users).where(eq(users.email, email));
  return user;
};

describe("signing in by an identity provider", () => {
  it("opens the account of the address that it vouches for, and keeps none of its tokens", async () => {
    const user = await aPerson();
    const browser = aBrowser();
    const email = user.email.toUpperCase();
    const end = await browser.signInAs({ sub: "a-1", email, email_verified: true });
    expect(end).toBe(door.home);
    const [session] = await tenant.ctx.db
      .select()
      .from(signInSessions)
      .where(eq(signInSessions.userId, user.id));
    expect(session).toMatchObject({
      sessionToken: browser.session(),
      method: "work",
      address: "192.0.2.9",
      userAgent: "Test browser",
    });
    expect(await linksOf(user.id)).toMatchObject([
      { provider: "work", providerAccountId: "a-1", access_token: null, id_token: null },
    ]);
    const events = await tenant.ctx.db
      .select()
      .from(signInEvents)
      .where(eq(signInEvents.userId, user.id));
    expect(events).toMatchObject([{ what: "signed_in", method: "work" }]);
  });

  it("knows a linked identity again, whatever address it has by then", async () => {
    const user = await aPerson();
    await aBrowser().signInAs({ sub: "a-2", email: user.email, email_verified: true });
    const browser = aBrowser();
    const end = await browser.signInAs({ sub: "a-2", email: "other@kvitt.example" });
    expect(end).toBe(door.home);
    expect(browser.session()).toBeTruthy();
    expect(await userOf("other@kvitt.example")).toBeUndefined();
  });

  it("refuses an address that nobody vouches for: it might be anybody's", async () => {
    const user = await aPerson();
    for (const claims of [{ email_verified: false }, {}]) {
      const browser = aBrowser();
      const end = await browser.signInAs({ sub: "a-3", email: user.email, ...claims });
      expect(end).toBe(`${door.home}/sign-in?error=EmailNotVerified`);
      expect(browser.session()).toBeUndefined();
    }
    expect(await linksOf(user.id)).toEqual([]);
  });

  it("links nothing to somebody else who happens to be signed in", async () => {
    const [user, other] = [await aPerson(), await aPerson()];
    const browser = aBrowser();
    await browser.signInAs({ sub: "a-4", email: user.email, email_verified: true });
    const end = await browser.signInAs({ sub: "a-5", email: other.email, email_verified: true });
    expect(end).toContain("error=");
    expect(await linksOf(user.id)).toMatchObject([{ providerAccountId: "a-4" }]);
    expect(await linksOf(other.id)).toEqual([]);
  });

  it("begins a sign-up for a stranger where anybody may sign up", async () => {
    const email = "fraemling@kvitt.example";
    const browser = aBrowser();
    await browser.signInAs({ sub: "a-6", email, email_verified: true, name: "F", locale: "de-AT" });
    expect(browser.session()).toBeTruthy();
    expect(await userOf(email)).toMatchObject({ name: "F", emailVerified: expect.any(Date) });
    const [open] = await tenant.ctx.db.select().from(signUps).where(eq(signUps.email, email));
    expect(open).toMatchObject({ state: "open", locale: "de", tenantId: tenant.tenantId });
  });

  it("makes nobody where people are added by invitation", async () => {
    await tenant.ctx.db.execute("update tenants set portal = '{}'");
    await aTenant(database.pool);
    const email = "objuden@kvitt.example";
    const browser = aBrowser();
    const end = await browser.signInAs({ sub: "a-7", email, email_verified: true });
    expect(end).toContain("error=AccessDenied");
    expect(browser.session()).toBeUndefined();
    expect(await userOf(email)).toBeUndefined();
  });
});
