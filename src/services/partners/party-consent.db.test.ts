import { describe, expect, it } from "vitest";

import { aPartner } from "@/testing/builders/partner";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { isHeldElsewhere, refuseUnagreedParties } from "./party-consent";

const database = testDatabase();
const nsl = [{ role: "CPO", countryCode: "se", partyId: "nsl", name: "Nordström" }];

describe("a party that another connection speaks for", () => {
  it("is not taken over by credentials that name it", async () => {
    const { ctx } = await aTenant(database.pool);
    await aPartner(ctx);
    const other = await aPartner(ctx, { roles: [], state: "registering" });
    await expect(refuseUnagreedParties(ctx, other, nsl)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const agreed = { ...other, settings: { maySpeakForOthers: true } };
    await expect(refuseUnagreedParties(ctx, agreed, nsl)).resolves.toBeUndefined();
  });

  it("stays a partner's own at its rotation, and is free again once the other has left", async () => {
    const { ctx } = await aTenant(database.pool);
    const own = await aPartner(ctx);
    await expect(refuseUnagreedParties(ctx, own, nsl)).resolves.toBeUndefined();
    await aPartner(ctx, { state: "left" });
    expect(await isHeldElsewhere(ctx, own.id, nsl)).toBe(false);
  });
});
