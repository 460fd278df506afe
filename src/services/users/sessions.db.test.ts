import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { signInSessions } from "@/db/schema/users";
import { aUser } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { listSignIns } from "./list-sign-ins";
import { endOtherSessions, endSession, listOpenSessions } from "./open-sessions";
import { recordSignIn } from "./record-sign-in";

const database = testDatabase();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
});

const idOf = (token: string) => createHash("sha256").update(token).digest("hex");
const DAY_MS = 24 * 3600 * 1000;

async function signedIn(userId: Id<"user">, sessionToken: string, expires = Date.now() + DAY_MS) {
  await tenant.ctx.db.insert(signInSessions).values({
    sessionToken,
    userId,
    expires: new Date(expires),
    method: "email",
    userAgent: `Browser of ${sessionToken}`,
  });
}

async function aPerson() {
  const { id: userId, email } = await aUser(tenant.ctx);
  return { userId, ctx: tenant.as({ kind: "user", userId, email, roles: [], driverId: null }) };
}

describe("where somebody is signed in", () => {
  it("is told without the secrets, and which of them asks", async () => {
    const { userId, ctx } = await aPerson();
    await signedIn(userId, "secret-a");
    await signedIn(userId, "secret-b");
    await signedIn(userId, "secret-old", Date.now() - DAY_MS);
    const sessions = await listOpenSessions(ctx, { currentId: idOf("secret-b") });
    expect(sessions.map(({ id }) => id).toSorted()).toEqual(
      [idOf("secret-a"), idOf("secret-b")].toSorted(),
    );
    expect(sessions.find(({ isCurrent }) => isCurrent)?.userAgent).toBe("Browser of secret-b");
    expect(JSON.stringify(sessions.map(({ userAgent: _u, ...rest }) => rest))).not.toContain(
      "secret-",
    );
  });

  it("is ended one by one, and only by himself", async () => {
    const [mine, other] = [await aPerson(), await aPerson()];
    await signedIn(mine.userId, "mine");
    await signedIn(other.userId, "theirs");
    await expect(endSession(mine.ctx, { id: idOf("theirs") })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await endSession(mine.ctx, { id: idOf("mine") });
    expect(await listOpenSessions(mine.ctx, { currentId: null })).toEqual([]);
    expect(await listOpenSessions(other.ctx, { currentId: null })).toHaveLength(1);
    expect(await listSignIns(mine.ctx)).toMatchObject([{ what: "ended", method: "email" }]);
  });

  it("is ended everywhere but here in one go", async () => {
    const { userId, ctx } = await aPerson();
    for (const token of ["here", "there", "elsewhere"]) await signedIn(userId, token);
    expect(await endOtherSessions(ctx, { currentId: idOf("here") })).toBe(2);
    const left = await tenant.ctx.db
      .select()
      .from(signInSessions)
      .where(eq(signInSessions.userId, userId));
    expect(left.map(({ sessionToken }) => sessionToken)).toEqual(["here"]);
  });
});

describe("the sign-in history", () => {
  it("is one's own, newest first", async () => {
    const [mine, other] = [await aPerson(), await aPerson()];
    const from = { method: "email", address: "192.0.2.1", userAgent: "Firefox" };
    await recordSignIn(tenant.ctx, { userId: mine.userId, what: "link_sent", ...from });
    tenant.clock.advance({ minutes: 1 });
    await recordSignIn(tenant.ctx, { userId: mine.userId, what: "signed_in", ...from });
    await recordSignIn(tenant.ctx, { userId: other.userId, what: "signed_in", ...from });
    expect((await listSignIns(mine.ctx)).map(({ what }) => what)).toEqual([
      "signed_in",
      "link_sent",
    ]);
  });
});
