import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { tokens } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import type { Ctx } from "@/services/context";
import { recordSent } from "@/services/notifications/record-delivery";
import { addReceiptSchedule } from "@/services/receipts/receipt-schedules";
import { takeDueSchedules } from "@/services/receipts/take-due-schedules";
import { BLOCKED_FOR_CREDIT } from "@/services/tokens/blocked-for-credit";
import { refreshCreditBlocks } from "@/services/wallet/credit-blocks";
import { anAccountPerson } from "@/testing/account-people";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver } from "@/testing/roaming-driver";
import { inviteMember, resendInvitation } from "./invite-member";
import { removeMember } from "./remove-member";

const database = testDatabase();
const cleo = { name: "Cleo Ek", role: "driver", costCentreId: null } as const;
let tenant: TestTenant;
let driverId: Id<"driver">;
let owner: Ctx;

beforeEach(async () => {
  tenant = await aTenant(database.pool, { now: "2026-10-19T08:00:00Z" });
  driverId = (await aRoamingDriver(database.pool, tenant)).driver.id;
  owner = tenant.as((await anAccountPerson(tenant.ctx, driverId, "owner")).actor);
});

describe("an invitation's mail", () => {
  it("goes to an address five times a day at most, whatever is pressed", async () => {
    const email = `flood-${tenant.tenantId}@firm.example`;
    const memberId = await inviteMember(owner, { ...cleo, email });
    for (let more = 0; more < 4; more++) {
      tenant.clock.advance({ minutes: 1 });
      await resendInvitation(owner, memberId);
    }
    tenant.clock.advance({ minutes: 1 });
    await expect(resendInvitation(owner, memberId)).rejects.toMatchObject({ code: "LIMIT" });
    await removeMember(owner, memberId);
    await expect(inviteMember(owner, { ...cleo, email })).rejects.toMatchObject({ code: "LIMIT" });
    tenant.clock.advance({ hours: 24 });
    await inviteMember(owner, { ...cleo, email });
  });

  it("leaves its secret nowhere once it is sent", async () => {
    const email = `secret-${tenant.tenantId}@firm.example`;
    await inviteMember(owner, { ...cleo, email });
    const isIt = and(eq(notifications.tenantId, tenant.tenantId), eq(notifications.email, email));
    const [mail] = await tenant.ctx.db.select().from(notifications).where(isIt);
    await recordSent(tenant.ctx, mail!.id);
    const [sent] = await tenant.ctx.db.select().from(notifications).where(isIt);
    expect(sent).toMatchObject({ state: "sent", payload: {} });
  });
});

describe("a member who is removed", () => {
  it("gets no card back by a payment of the account, and no more receipts", async () => {
    const anna = await anAccountPerson(tenant.ctx, driverId, "driver");
    const isCard = eq(tokens.id, anna.token.id);
    const lack = { valid: false, blockedReason: BLOCKED_FOR_CREDIT };
    await tenant.ctx.db.update(tokens).set(lack).where(isCard);
    await addReceiptSchedule(tenant.as(anna.actor), { sendTo: "anna@home.example", choice: {} });
    await removeMember(owner, anna.memberId ?? "");
    // The account has all the credit that it needs: what only credit blocked is lifted.
    await refreshCreditBlocks(tenant.ctx, [driverId]);
    const [card] = await tenant.ctx.db.select().from(tokens).where(isCard);
    expect(card).toMatchObject({ valid: false, blockedReason: "by_account" });
    tenant.clock.advance({ hours: 40 * 24 });
    expect(await takeDueSchedules(tenant.ctx)).toBe(0);
  });
});
