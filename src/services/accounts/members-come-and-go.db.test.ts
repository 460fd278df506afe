import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { cardOrders } from "@/db/schema/cards";
import { tokens } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import { orderCard } from "@/services/cards/order-card";
import type { Ctx } from "@/services/context";
import { recordSent } from "@/services/notifications/record-delivery";
import { addReceiptSchedule } from "@/services/receipts/receipt-schedules";
import { takeDueSchedules } from "@/services/receipts/take-due-schedules";
import { BLOCKED_FOR_CREDIT } from "@/services/tokens/blocked-for-credit";
import { closeAccount } from "@/services/wallet/close-account";
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

describe("a member who is taken off the account", () => {
  const mailsTo = async (email: string) =>
    tenant.ctx.db
      .select()
      .from(notifications)
      .where(and(eq(notifications.tenantId, tenant.tenantId), eq(notifications.email, email)));

  it("is told whose account it was, and where to go on, once", async () => {
    const member = await anAccountPerson(tenant.ctx, driverId, "driver");
    await removeMember(owner, member.memberId ?? "");
    const told = await mailsTo(member.person.email);
    expect(told).toMatchObject([
      {
        kind: "member_removed",
        payload: { account: "Astrid Lindqvist", url: "http://kvitt.test/sign-up" },
      },
    ]);
  });

  it("hears nothing where he never came", async () => {
    const email = `never-${tenant.tenantId}@firm.example`;
    await removeMember(owner, await inviteMember(owner, { ...cleo, email }));
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(["member_invited"]);
  });
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

describe("a card that was ordered and not sent", () => {
  const wish = {
    cardName: "Car",
    recipient: "Anna",
    address: { line1: "Gatan 1", postalCode: "111 22", city: "Stockholm", country: "SE" },
  };
  const stateOf = async (id: Id<"other">) => {
    const rows = await tenant.ctx.db.select().from(cardOrders).where(eq(cardOrders.id, id));
    return rows[0]?.state;
  };

  it("is taken back with the member who waits for it, or with the account", async () => {
    const anna = await anAccountPerson(tenant.ctx, driverId, "driver");
    const his = await orderCard(owner, wish);
    const hers = await orderCard(tenant.as(anna.actor), wish);
    await removeMember(owner, anna.memberId ?? "");
    expect([await stateOf(hers), await stateOf(his)]).toEqual(["cancelled", "ordered"]);
    await closeAccount(owner);
    expect(await stateOf(his)).toBe("cancelled");
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
