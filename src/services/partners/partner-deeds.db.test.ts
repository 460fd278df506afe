import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { auditEvents } from "@/db/schema/notifications";
import { partnerTokens } from "@/db/schema/partners";
import type { Role } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { aPartner } from "@/testing/builders/partner";
import { testRuntime } from "@/testing/builders/context";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { addPartnerToRegister } from "./add-partner-to-register";
import { completeRegistration } from "./complete-registration";
import { findPartnerByToken } from "./find-partner-by-token";
import { getPartner } from "./get-partner";
import { issueInboundToken } from "./inbound-tokens";
import { invitePartner } from "./invite-partner";
import { leavePartner } from "./leave-partner";
import { listPartners } from "./list-partners";
import { readPartnerConnection } from "./partner-connection";
import { digestToken } from "./partner-token";
import { inviteAgain, registerAgain } from "./reset-registration";

const database = testDatabase();
let tenant: TestTenant;
let operations: Ctx;

function person(...roles: readonly Role[]): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "p@kvitt.example", roles, driverId: null });
}

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  operations = person("operations");
});

const versionsUrl = "https://cpo.example/versions";
const strangers: readonly [string, () => Ctx][] = [
  ["a driver", () => person("driver")],
  ["finance", () => person("finance")],
  ["another partner", () => asPartner(newId<"partner">())],
];

function asPartner(partnerId: Id<"partner">): Ctx {
  return tenant.as({ kind: "partner", partnerId, requestId: "r" });
}

describe("partners", () => {
  it("shows TOKEN_A once and keeps only its digest", async () => {
    const { partnerId, tokenA, versionsUrl: ours } = await invitePartner(operations, { name: "N" });
    expect(tokenA).toMatch(/^[\w-]{43}$/);
    expect(ours).toBe("http://kvitt.test/ocpi/versions");
    const [row] = await tenant.ctx.db
      .select()
      .from(partnerTokens)
      .where(eq(partnerTokens.partnerId, partnerId));
    expect(Buffer.from(row?.tokenSha256 ?? []).equals(digestToken(tokenA))).toBe(true);
    expect(JSON.stringify(row)).not.toContain(tokenA);
  });

  it("keeps a given TOKEN_A sealed until the handshake, and never lists it", async () => {
    const token = "their-token-a-0123456789";
    const { partnerId } = await addPartnerToRegister(operations, { name: "K", versionsUrl, token });
    expect((await readPartnerConnection(tenant.ctx, partnerId)).token).toBe(token);
    const seen = [await listPartners(operations), await getPartner(operations, partnerId)];
    expect(JSON.stringify(seen)).not.toContain(token);
    expect(JSON.stringify(seen)).not.toMatch(/sealed/i);
  });

  it.each([
    ["name", { name: " ", versionsUrl, token: "t" }],
    ["versionsUrl", { name: "K", versionsUrl: "cpo.example", token: "t" }],
    ["versionsUrl", { name: "K", versionsUrl: "ftp://cpo.example/", token: "t" }],
    ["versionsUrl", { name: "K", versionsUrl: "https://u:p@cpo.example/", token: "t" }],
    ["token", { name: "K", versionsUrl, token: "two words" }],
    ["token", { name: "K", versionsUrl, token: "" }],
  ])("refuses what can't be, naming %s", async (field, input) => {
    await expect(addPartnerToRegister(operations, input)).rejects.toMatchObject({
      code: "INVALID",
      detail: { field },
    });
  });

  it.each(strangers)("lets %s do and see nothing", async (_who, stranger) => {
    const { id } = await aPartner(tenant.ctx);
    const ctx = stranger();
    const token = "t";
    const agreement = { token, versionsUrl, version: "2.2.1", roles: [], endpoints: [] };
    const deeds = [
      invitePartner(ctx, { name: "N" }),
      addPartnerToRegister(ctx, { name: "K", versionsUrl, token }),
      listPartners(ctx),
      getPartner(ctx, id),
      inviteAgain(ctx, id),
      registerAgain(ctx, id, { versionsUrl, token }),
      leavePartner(ctx, id),
      completeRegistration(ctx, id, agreement, true),
    ];
    const codes = await Promise.all(
      deeds.map((deed) =>
        deed.then(
          () => "done",
          (error: { code?: string }) => error.code,
        ),
      ),
    );
    for (const code of codes) expect(["FORBIDDEN", "UNAUTHENTICATED"]).toContain(code);
  });

  it("lists only the tenant's own, and answers NOT_FOUND for another's", async () => {
    const other = await aTenant(database.pool);
    const theirs = await aPartner(other.ctx, { name: "Elsewhere" });
    expect((await listPartners(operations)).map(({ name }) => name)).not.toContain("Elsewhere");
    await expect(getPartner(operations, theirs.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(leavePartner(operations, theirs.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("writes who did it, in the same breath", async () => {
    const { partnerId } = await invitePartner(operations, { name: "Audited" });
    await inviteAgain(operations, partnerId);
    const rows = await tenant.ctx.db
      .select({ action: auditEvents.action, actor: auditEvents.actor })
      .from(auditEvents)
      .where(and(eq(auditEvents.tenantId, tenant.tenantId), eq(auditEvents.subjectId, partnerId)));
    expect(rows.map(({ action }) => action).toSorted()).toEqual([
      "partner.invited",
      "partner.registration_reset",
    ]);
    expect(rows.every(({ actor }) => actor.startsWith("user:"))).toBe(true);
  });
});

describe("findPartnerByToken", () => {
  it("prefers the earlier candidate, and finds neither dead nor expired ones", async () => {
    const runtime = testRuntime(database.pool, tenant.clock);
    const plain = await aPartner(tenant.ctx);
    const decoded = await aPartner(tenant.ctx);
    const first = await issueInboundToken(tenant.ctx, plain.id, "C");
    const second = await issueInboundToken(tenant.ctx, decoded.id, "C");
    const digests = [first, second].map(digestToken);
    expect((await findPartnerByToken(runtime, digests))?.partner.id).toBe(plain.id);
    await leavePartner(tenant.ctx, plain.id);
    expect((await findPartnerByToken(runtime, digests))?.partner.id).toBe(decoded.id);
    expect(await findPartnerByToken(runtime, [])).toBeNull();
  });
});
