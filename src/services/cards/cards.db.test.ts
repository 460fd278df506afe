import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { accountMembers } from "@/db/schema/accounts";
import { tokenDeliveries, tokens } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import { authorizations } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { listDriverTokens } from "@/services/tokens/list-driver-tokens";
import { listTokenUses } from "@/services/tokens/list-token-uses";
import { renameToken } from "@/services/tokens/rename-token";
import { reportLost } from "@/services/tokens/report-lost";
import { unblockToken } from "@/services/tokens/unblock-token";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { activateCard } from "./activate-card";
import { addCardStock } from "./add-card-stock";
import { cancelCardOrder } from "./cancel-card-order";
import { listCardOrders, listOwnCardOrders } from "./list-card-orders";
import { listCardStock, listFreeCards } from "./list-card-stock";
import { orderCard } from "./order-card";
import { readCardAddress } from "./read-card-address";
import { sendCard } from "./send-card";

const database = testDatabase();
const address = { line1: "Storgatan 2", postalCode: "111 22", city: "Stockholm", country: "SE" };
let tenant: TestTenant;
let astrid: Ctx;
let jonas: Ctx;
let member: Ctx;
let operations: Ctx;
let astridId: Id<"driver">;
let partnerId: Id<"partner">;

function user(driverId: Id<"driver"> | null, rest: object = {}): Ctx {
  const userId = newId<"user">();
  const email = "person@kvitt.example";
  return tenant.as({ kind: "user", userId, email, roles: ["driver"], driverId, ...rest });
}

const chip = () => `04${newId().replaceAll("-", "").slice(-12).toUpperCase()}`;

/** A card in the stock. */
async function stocked(): Promise<{ readonly visualNumber: string; readonly uid: string }> {
  const uid = chip();
  const visualNumber = `KVT ${uid.slice(-4)}-${uid.slice(2, 8)}`;
  await addCardStock(operations, { batch: "test", list: `${visualNumber};${uid}` });
  return { visualNumber, uid };
}

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  astridId = (await aDriver(tenant.ctx, { name: "Astrid" })).id;
  astrid = user(astridId);
  jonas = user((await aDriver(tenant.ctx)).id);
  const memberId = newId<"member">();
  await tenant.ctx.db.insert(accountMembers).values({
    tenantId: tenant.ctx.tenantId,
    id: memberId,
    driverId: astridId,
    name: "Malin",
    email: "malin@kvitt.example",
    role: "driver",
    state: "active",
    invitedBy: "test",
    invitedAt: tenant.ctx.clock.now(),
  });
  member = user(null, { member: { id: memberId, driverId: astridId, role: "driver" } });
  operations = user(null, { roles: ["operations"] });
  partnerId = (await aPartner(tenant.ctx, { name: "Nordström" })).id;
});

describe("a card", () => {
  it("is ordered, sent and activated by its printed number, and every partner is told of it", async () => {
    const card = await stocked();
    const orderId = await orderCard(astrid, { cardName: "Bilen", recipient: "Astrid", address });
    expect(await listCardOrders(operations, "ordered")).toMatchObject([
      { id: orderId, cardName: "Bilen", driver: { id: astridId } },
    ]);
    await sendCard(operations, { orderId, visualNumber: card.visualNumber.toLowerCase() });
    const mails = await tenant.ctx.db
      .select({ payload: notifications.payload })
      .from(notifications)
      .where(eq(notifications.key, `card_sent:${orderId}`));
    expect(mails).toMatchObject([{ payload: { card: "Bilen" } }]);
    expect(await listFreeCards(operations)).not.toContain(card.visualNumber);

    const spelt = card.visualNumber.replaceAll(/[ -]/g, "").toLowerCase();
    const { tokenId, name } = await activateCard(astrid, { number: spelt });
    expect(name).toBe("Bilen");
    const [token] = (await listDriverTokens(astrid)).filter(({ id }) => id === tokenId);
    expect(token).toMatchObject({ ...card, name: "Bilen", valid: true, holder: null });
    expect(token?.deliveries.map(({ state }) => state)).toEqual(["pending"]);
    expect(token?.deliveries[0]?.nextAt).not.toBeNull();
    expect((await listOwnCardOrders(astrid))[0]).toMatchObject({ state: "activated" });
    expect(await listCardStock(operations)).toMatchObject([{ batch: "test", cards: 1, left: 0 }]);
  });

  it("is nobody else's once it was sent, and can't be activated twice", async () => {
    const card = await stocked();
    const orderId = await orderCard(astrid, { cardName: "Två", recipient: "Astrid", address });
    await sendCard(operations, { orderId, visualNumber: card.visualNumber });
    await expect(activateCard(jonas, { number: card.uid })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const other = await orderCard(jonas, { cardName: "Tre", recipient: "Jonas", address });
    await expect(
      sendCard(operations, { orderId: other, visualNumber: card.visualNumber }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    await activateCard(astrid, { number: card.visualNumber });
    await expect(activateCard(astrid, { number: card.uid })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("of another maker is taken by its chip's number; what is no number at all is refused", async () => {
    const uid = chip();
    const { tokenId } = await activateCard(jonas, {
      number: uid.toLowerCase(),
      name: "Nyckelring",
    });
    expect((await listDriverTokens(jonas)).find(({ id }) => id === tokenId)).toMatchObject({
      uid,
      visualNumber: null,
      name: "Nyckelring",
    });
    await expect(activateCard(jonas, { number: "KVT 0000-99" })).rejects.toMatchObject({
      code: "INVALID",
      detail: { field: "number" },
    });
  });

  it("that is lost is blocked at once; the one that replaces it blocks it for good", async () => {
    const old = await aToken(tenant.ctx, astridId);
    await reportLost(astrid, old.id);
    const lost = await tenant.ctx.db.select().from(tokens).where(eq(tokens.id, old.id));
    expect(lost).toMatchObject([{ valid: false, blockedReason: "lost" }]);
    const told = and(eq(tokenDeliveries.tokenId, old.id), eq(tokenDeliveries.state, "pending"));
    expect(await tenant.ctx.db.select().from(tokenDeliveries).where(told)).toHaveLength(1);
    await unblockToken(astrid, old.id);
    await reportLost(astrid, old.id);

    const card = await stocked();
    const wish = { cardName: "Ny", recipient: "Astrid", address, replaces: old.id };
    const orderId = await orderCard(astrid, wish);
    await sendCard(operations, { orderId, visualNumber: card.visualNumber });
    const { tokenId, replaced } = await activateCard(astrid, { number: card.visualNumber });
    expect(replaced).toBe(old.id);
    const replacedRows = await tenant.ctx.db.select().from(tokens).where(eq(tokens.id, old.id));
    expect(replacedRows).toMatchObject([{ blockedReason: "replaced", replacedBy: tokenId }]);
    for (const ctx of [astrid, operations]) {
      await expect(unblockToken(ctx, old.id)).rejects.toMatchObject({ code: "PRECONDITION" });
    }
  });

  it("that a member orders is his, and he sees no other", async () => {
    const card = await stocked();
    const { recipient } = await readCardAddress(member);
    expect(recipient).toBe("Malin");
    const orderId = await orderCard(member, { cardName: "Jobbet", recipient, address });
    expect((await listOwnCardOrders(member)).map(({ id }) => id)).toEqual([orderId]);
    await sendCard(operations, { orderId, visualNumber: card.visualNumber });
    const { tokenId } = await activateCard(member, { number: card.visualNumber });
    expect((await listDriverTokens(member)).map(({ id }) => id)).toEqual([tokenId]);
    const holders = (await listDriverTokens(astrid)).filter(({ id }) => id === tokenId);
    expect(holders).toMatchObject([{ holder: "Malin" }]);
    const foreign = await aToken(tenant.ctx, astridId);
    await expect(renameToken(member, foreign.id, "Min")).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(reportLost(member, foreign.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await listTokenUses(member, foreign.id)).toMatchObject({ charges: [], refusals: [] });
    await renameToken(member, tokenId, "  Jobbets   bil ");
    expect((await listDriverTokens(member))[0]?.name).toBe("Jobbets bil");
  });

  it("can be taken off the orders until it is sent", async () => {
    const orderId = await orderCard(astrid, { cardName: "Fel", recipient: "Astrid", address });
    await expect(cancelCardOrder(jonas, orderId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await cancelCardOrder(astrid, orderId);
    await expect(cancelCardOrder(astrid, orderId)).rejects.toMatchObject({ code: "PRECONDITION" });
    const blank = { cardName: "X", recipient: " ", address };
    await expect(orderCard(astrid, blank)).rejects.toMatchObject({ code: "INVALID" });
  });

  it("of a list that is known in part is added once, and wrong lines are named", async () => {
    const uid = chip();
    const list = `number,uid\nNEW-${uid.slice(-6)},${uid}\nbroken`;
    const first = await addCardStock(operations, { batch: "b", list });
    expect(first).toMatchObject({
      added: 1,
      known: 0,
      problems: [{ line: 3, problem: "columns" }],
    });
    expect(await addCardStock(operations, { batch: "c", list })).toMatchObject({
      added: 0,
      known: 1,
    });
    await expect(addCardStock(astrid, { batch: "b", list })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("what a token was used for", () => {
  it("names the refusals of the last 90 days, and whose they were", async () => {
    const token = await aToken(tenant.ctx, astridId);
    const answered = {
      tenantId: tenant.ctx.tenantId,
      partnerId,
      tokenId: token.id,
      uid: token.uid,
    };
    const now = tenant.ctx.clock.now();
    await tenant.ctx.db.insert(authorizations).values([
      { ...answered, id: newId<"other">(), allowed: "NO_CREDIT", answeredAt: now },
      { ...answered, id: newId<"other">(), allowed: "ALLOWED", answeredAt: now },
      {
        ...answered,
        id: newId<"other">(),
        allowed: "BLOCKED",
        answeredAt: now.subtract({ hours: 24 * 91 }),
      },
    ]);
    expect(await listTokenUses(astrid, token.id)).toMatchObject({
      charges: [],
      chargeCount: 0,
      energyMicroKwh: 0n,
      refusals: [{ answer: "NO_CREDIT", operator: "Nordström", place: null }],
    });
    expect(await listTokenUses(jonas, token.id)).toMatchObject({ refusals: [] });
  });
});
