import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { asId } from "@/core/ids";
import { partners } from "@/db/schema/partners";
import type { Actor } from "@/services/context";
import { requestPartnerAction, takeRequestedActions } from "@/services/partners/requested-actions";
import { aPartner } from "@/testing/builders/partner";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { runPartnerActions } from "./partner-actions";

const database = testDatabase();

const person = (roles: Extract<Actor, { kind: "user" }>["roles"]): Actor => ({
  kind: "user",
  userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
  email: "someone@kvitt.test",
  roles,
  driverId: null,
});

describe("what operations asks for with a partner", () => {
  it("is operations' alone, and only of a registered one", async () => {
    const tenant = await aTenant(database.pool);
    const partner = await aPartner(tenant.ctx);
    const ask = { partnerId: partner.id, action: "rotate" } as const;
    await expect(requestPartnerAction(tenant.as(person(["finance"])), ask)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const other = await aPartner(tenant.ctx, { state: "invited" });
    await expect(
      requestPartnerAction(tenant.as(person(["operations"])), { ...ask, partnerId: other.id }),
    ).rejects.toMatchObject({ code: "PRECONDITION" });
    await requestPartnerAction(tenant.as(person(["operations"])), ask);
    const taken = await Promise.all([1, 2].map(() => takeRequestedActions(tenant.ctx)));
    expect(taken.flat()).toEqual([{ partnerId: partner.id, action: "rotate" }]);
  });

  it("leaves its reason on the partner when the partner cannot be reached", async () => {
    const tenant = await aTenant(database.pool);
    const partner = await aPartner(tenant.ctx);
    await tenant.ctx.db
      .update(partners)
      .set({ requestedAction: "rotate" })
      .where(eq(partners.id, partner.id));
    await runPartnerActions(tenant.ctx);
    const [row] = await tenant.ctx.db.select().from(partners).where(eq(partners.id, partner.id));
    expect(row?.state).toBe("registered");
    expect(row?.lastError).toBeTruthy();
    expect(row?.requestedAction).toBeNull();
  });
});
