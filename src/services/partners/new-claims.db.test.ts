import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { newId } from "@/db/new-id";
import { auditEvents } from "@/db/schema/notifications";
import type { PartnerRole } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import type { Role } from "@/db/schema/users";
import { aPartner } from "@/testing/builders/partner";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { completeRegistration } from "./complete-registration";
import { dismissError } from "./dismiss-error";
import { getPartner } from "./get-partner";

const database = testDatabase();
const cpo = (partyId: string): PartnerRole => ({
  role: "CPO",
  countryCode: "SE",
  partyId,
  name: partyId,
});

async function renew(
  ctx: Ctx,
  partner: { id: Parameters<typeof getPartner>[1] },
  roles: PartnerRole[],
) {
  const agreement = {
    token: "t",
    versionsUrl: "https://cpo.example/versions",
    version: "2.2.1",
    roles,
    endpoints: [],
  };
  await completeRegistration(ctx, partner.id, agreement, true);
}

async function world() {
  const tenant = await aTenant(database.pool);
  const { ctx } = tenant;
  const person = (role: Role): Ctx =>
    tenant.as({
      kind: "user",
      userId: newId<"user">(),
      email: "p@kvitt.example",
      roles: [role],
      driverId: null,
    });
  const operations = person("operations");
  const partner = await aPartner(ctx, { roles: [cpo("AAA")] });
  const seen = async () => (await getPartner(operations, partner.id)).lastError;
  return { ctx, operations, finance: person("finance"), partner, seen };
}

describe("what new credentials claim", () => {
  it("goes by without a word where nothing is new, or nobody else had it", async () => {
    const { ctx, partner, seen } = await world();
    await aPartner(ctx, { roles: [cpo("BBB")], state: "left" });
    await renew(ctx, partner, [cpo("AAA"), cpo("NEW")]);
    expect(await seen()).toBeNull();
  });

  it("stands for operations where another connection spoke for the party before", async () => {
    const { ctx, partner, seen, operations } = await world();
    await aPartner(ctx, { roles: [cpo("bbb")], state: "left" });
    await renew(ctx, partner, [cpo("AAA"), cpo("BBB")]);
    expect(await seen()).toContain("SE/BBB, which another connection spoke for before");
    const { history } = await getPartner(operations, partner.id);
    expect(history.map(({ action }) => action)).toContain("partner.claims_raised");
  });

  it("stands for operations where a connection makes itself a hub", async () => {
    const { ctx, partner, seen } = await world();
    await renew(ctx, partner, [cpo("AAA"), { ...cpo("HUB"), role: "HUB" }]);
    expect(await seen()).toContain("make it a hub");
  });

  it("is put away by a person who saw it, and only what that person saw", async () => {
    const { ctx, partner, seen, operations, finance } = await world();
    await renew(ctx, partner, [cpo("AAA"), { ...cpo("HUB"), role: "HUB" }]);
    const error = (await seen()) ?? "";
    await dismissError(operations, { partnerId: partner.id, error: "another" });
    expect(await seen()).toBe(error);
    await expect(dismissError(finance, { partnerId: partner.id, error })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await dismissError(operations, { partnerId: partner.id, error });
    expect(await seen()).toBeNull();
    const audit = await ctx.db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, partner.id));
    expect(audit.map(({ action }) => action)).toContain("partner.error_dismissed");
  });
});
