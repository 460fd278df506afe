import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { tokenDeliveries, tokens } from "@/db/schema/drivers";
import { auditEvents } from "@/db/schema/notifications";
import type { Role } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { blockToken } from "./block-token";
import { createAppToken } from "./create-app-token";
import { storeToken } from "./store-token";
import { listDriverTokens } from "./list-driver-tokens";
import { listTokensForPartner } from "./list-tokens-for-partner";
import { unblockToken } from "./unblock-token";

const database = testDatabase();
let tenant: TestTenant;
let astrid: Ctx;
let jonas: Ctx;
let operations: Ctx;
let finance: Ctx;
let astridId: Id<"driver">;

function person(roles: readonly Role[], driverId: Id<"driver"> | null = null): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "person@kvitt.example", roles, driverId });
}

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  astridId = (await aDriver(tenant.ctx, { number: "11" })).id;
  astrid = person(["driver"], astridId);
  jonas = person(["driver"], (await aDriver(tenant.ctx)).id);
  operations = person(["operations"]);
  finance = person(["finance"]);
  await aPartner(tenant.ctx, { name: "B-registered" });
  await aPartner(tenant.ctx, { name: "A-registered" });
  await aPartner(tenant.ctx, { name: "invited", state: "invited" });
});

const number = () => `04${newId().replaceAll("-", "").slice(-12)}`;

/** A card of the acting driver's own. */
const aCard = (ctx: Ctx, card: { readonly uid?: string; readonly visualNumber?: string } = {}) =>
  storeToken(ctx, { driverId: requireDriver(ctx), type: "RFID", uid: number(), ...card });

describe("a driver's tokens", () => {
  it("registers a card with one delivery for each registered partner and an audit row, all or nothing", async () => {
    const id = await aCard(astrid, { visualNumber: "KVITT 7" });
    const [token] = await tenant.ctx.db.select().from(tokens).where(eq(tokens.id, id));
    expect(token).toMatchObject({ driverId: astridId, visualNumber: "KVITT 7", valid: true });
    expect(token?.contractId).toBe("SE-KVT-C00000011");
    const deliveries = await tenant.ctx.db
      .select()
      .from(tokenDeliveries)
      .where(eq(tokenDeliveries.tokenId, id));
    expect(deliveries.map(({ state }) => state)).toEqual(["pending", "pending"]);
    const audit = await tenant.ctx.db
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.subjectId, id), eq(auditEvents.action, "token.created")));
    expect(audit.map(({ actor }) => actor)).toEqual([
      `user:${astrid.actor.kind === "user" ? astrid.actor.userId : ""}`,
    ]);
  });

  it("gives all of one driver's tokens the same contract", async () => {
    const contracts = (await listDriverTokens(astrid)).map(({ contractId }) => contractId);
    await createAppToken(astrid);
    const after = (await listDriverTokens(astrid)).map(({ contractId }) => contractId);
    expect(new Set(after)).toEqual(new Set(contracts));
    expect(after.length).toBe(contracts.length + 1);
  });

  it("refuses a card that anybody has registered, in any spelling, and leaves nothing behind", async () => {
    const uid = number();
    await aCard(astrid, { uid });
    const spelt = uid.toLowerCase().replaceAll(/(..)(?=.)/g, "$1:");
    await expect(aCard(jonas, { uid: spelt })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await listDriverTokens(jonas)).toEqual([]);
  });

  it("lists a driver's own with which registered partners have been told, by name", async () => {
    const [token] = await listDriverTokens(astrid);
    expect(token?.deliveries.map(({ partnerName, state }) => [partnerName, state])).toEqual([
      ["A-registered", "pending"],
      ["B-registered", "pending"],
    ]);
  });

  it("shows and changes nothing of another driver's: it does not even exist", async () => {
    const id = await aCard(astrid);
    await expect(blockToken(jonas, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(unblockToken(jonas, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(blockToken(finance, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const other of [jonas, finance]) {
      await expect(listDriverTokens(other, { driverId: astridId })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
      await expect(createAppToken(other, { driverId: astridId })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    }
    expect(await listDriverTokens(operations, { driverId: astridId })).not.toEqual([]);
  });

  it("does not reach into another tenant", async () => {
    const other = await aTenant(database.pool);
    const theirs = await aToken(other.ctx, (await aDriver(other.ctx)).id);
    await expect(blockToken(operations, theirs.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(blockToken(tenant.ctx, theirs.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("lets a driver lift only a block of their own", async () => {
    const id = await aCard(astrid);
    const isValid = async () => {
      const [row] = await tenant.ctx.db.select().from(tokens).where(eq(tokens.id, id));
      return row?.valid;
    };
    await blockToken(astrid, id);
    expect(await isValid()).toBe(false);
    await unblockToken(astrid, id);
    expect(await isValid()).toBe(true);
    await blockToken(operations, id);
    await expect(unblockToken(astrid, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await isValid()).toBe(false);
    await unblockToken(operations, id);
    expect(await isValid()).toBe(true);
  });

  it("tells nobody of a block that changes nothing", async () => {
    const id = await aCard(astrid);
    await blockToken(astrid, id);
    await tenant.ctx.db
      .update(tokenDeliveries)
      .set({ state: "acknowledged" })
      .where(eq(tokenDeliveries.tokenId, id));
    await blockToken(astrid, id);
    const rows = await tenant.ctx.db
      .select({ state: tokenDeliveries.state })
      .from(tokenDeliveries)
      .where(eq(tokenDeliveries.tokenId, id));
    expect(rows.map(({ state }) => state)).toEqual(["acknowledged", "acknowledged"]);
  });

  it("keeps the whole list for partners", async () => {
    await expect(listTokensForPartner(astrid, { offset: 0, limit: 1 })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
