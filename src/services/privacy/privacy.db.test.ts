import { eq, sql } from "drizzle-orm";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { drivers, tokenDeliveries, tokens } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import { erasures, signInEvents } from "@/db/schema/privacy";
import { signUps } from "@/db/schema/sign-ups";
import { memberships, users } from "@/db/schema/users";
import { vehicles } from "@/db/schema/vehicles";
import type { Ctx } from "@/services/context";
import { blockToken } from "@/services/tokens/block-token";
import { BLOCKED_BY_OPERATIONS } from "@/services/tokens/change-validity";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { makeDataExports } from "@/worker/make-data-exports";
import { carryOutErasures } from "./carry-out-erasures";
import { listDataExports, readDataExport, requestDataExport } from "./data-exports";
import { forgetOld } from "./forget-old";
import { notPersonal, personalTables } from "./personal-tables";
import { readKept } from "./read-kept";
import { readErasure, requestErasure, withdrawErasure } from "./request-erasure";

const database = testDatabase();
let tenant: TestTenant;
let partnerId: Id<"partner">;

/** A driver with a user, a car, a card and a sign-in. */
async function somebody(name: string) {
  const userId = newId<"user">();
  const email = `${userId}@kvitt.example`;
  const { ctx } = tenant;
  await ctx.db.insert(users).values({ id: userId, email, name });
  await ctx.db.insert(memberships).values({ tenantId: ctx.tenantId, userId, role: "driver" });
  const driver = await aDriver(ctx, { name, email, userId });
  const token = await aToken(ctx, driver.id);
  await ctx.db.insert(vehicles).values({
    tenantId: ctx.tenantId,
    id: newId<"vehicle">(),
    driverId: driver.id,
    name: "Röda faran",
    batteryMicroKwh: 60_000_000n,
    consumptionMicroKwh: 17_000_000n,
    connector: "IEC_62196_T2",
    phases: 3,
    maxAcW: 11_000,
    createdAt: ctx.clock.now(),
  });
  await ctx.db.insert(signInEvents).values({
    tenantId: ctx.tenantId,
    id: newId<"other">(),
    userId,
    at: ctx.clock.now(),
    method: "email",
    what: "signed_in",
  });
  const actor = { kind: "user", userId, email, roles: ["driver"], driverId: driver.id } as const;
  return { userId, email, driver, token, ctx: tenant.as(actor) };
}

/** The same time or later, for the worker. */
function later(days: number): Ctx {
  const now = tenant.ctx.clock.now().add({ hours: 24 * days });
  const actor = { kind: "system", name: "test" } as const;
  return { ...tenant.as(actor), clock: { now: () => now } };
}

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  partnerId = (await aPartner(tenant.ctx)).id;
});

describe("what is kept of a driver", () => {
  it("is named for every table that holds a driver or a user: none is forgotten", async () => {
    const rows = await database.owner.raw<{ name: string }[]>`
      select distinct c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and a.attname in ('driver_id', 'user_id') and not a.attisdropped order by 1`;
    const named = new Set([...personalTables.map(({ name }) => name), ...Object.keys(notPersonal)]);
    expect(rows.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
  });

  it("is counted by kind, with the day from which it is gone", async () => {
    const { ctx } = await somebody("Räknad");
    const kept = new Map((await readKept(ctx)).map((one) => [one.id, one]));
    expect(kept.get("cars")).toMatchObject({ records: 1, keptUntil: null });
    expect(kept.get("signIns")?.records).toBe(1);
    const year = ctx.clock.now().toZonedDateTimeISO("Europe/Stockholm").year;
    expect(kept.get("books")).toMatchObject({ records: 0, keptUntil: `${year + 8}-01-01` });
  });
});

describe("an archive of a driver's data", () => {
  it("holds all his rows as JSON and nobody else's, without secrets, and only he can fetch it", async () => {
    const astrid = await somebody("Astrid Arkiv");
    const jonas = await somebody("Jonas Annan");
    const id = await requestDataExport(astrid.ctx);
    expect(await requestDataExport(astrid.ctx)).toBe(id);
    expect(await makeDataExports(later(0))).toBe(1);
    expect(await listDataExports(astrid.ctx)).toMatchObject([{ id, state: "ready" }]);
    const { fileName, content } = await readDataExport(astrid.ctx, id);
    expect(fileName).toMatch(/^kvitt-data-\d{4}-\d\d-\d\d\.zip$/);
    const files = unzipSync(content);
    const read = (name: string) => JSON.parse(strFromU8(files[`data/${name}.json`]!)) as object[];
    expect(read("drivers")).toMatchObject([{ name: "Astrid Arkiv", email: astrid.email }]);
    expect(read("tokens")).toMatchObject([{ uid: astrid.token.uid }]);
    expect(read("vehicles")).toMatchObject([{ battery_micro_kwh: 60_000_000 }]);
    expect(read("sign_in_events")).toHaveLength(1);
    expect(strFromU8(files["README.txt"]!)).toContain("data/vehicles.json");
    const whole = Object.values(files)
      .map((file) => strFromU8(file))
      .join("");
    expect(whole).not.toContain(jonas.email);
    expect(whole).not.toContain("tenant_id");
    await expect(readDataExport(jonas.ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const mails = await tenant.ctx.db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(eq(notifications.key, `data_export:${id}`));
    expect(mails).toEqual([{ kind: "data_export_ready" }]);
  });

  it("is gone after a week", async () => {
    const { ctx } = await somebody("Vecka");
    const id = await requestDataExport(ctx);
    await makeDataExports(later(0));
    await makeDataExports(later(8));
    expect((await listDataExports(ctx))[0]).toMatchObject({ id, state: "expired" });
    await expect(readDataExport(ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a driver who wants to be forgotten", () => {
  it("can take it back within a week, and nothing has happened", async () => {
    const { ctx, driver } = await somebody("Ångrar");
    await requestErasure(ctx);
    await requestErasure(ctx);
    expect(await readErasure(ctx)).toMatchObject({ state: "requested" });
    await withdrawErasure(ctx);
    await carryOutErasures(later(8));
    const [row] = await ctx.db.select().from(drivers).where(eq(drivers.id, driver.id));
    expect(row).toMatchObject({ name: "Ångrar", state: "active" });
    await expect(withdrawErasure(ctx)).rejects.toMatchObject({ code: "PRECONDITION" });
  });

  it("can take it back while a network has not answered: the account is open as it was, and they are told", async () => {
    const { ctx, driver, token } = await somebody("Ångrar Sent");
    const lost = await aToken(ctx, driver.id);
    const seized = await aToken(ctx, driver.id);
    await blockToken(ctx, lost.id);
    await requestErasure(ctx);
    await carryOutErasures(later(8));
    expect(await readErasure(ctx)).toMatchObject({
      state: "blocked",
      reason: "told",
      isClosed: true,
    });
    await carryOutErasures(later(9));
    expect(await readErasure(ctx)).toMatchObject({ state: "blocked", isClosed: true });
    await tenant.ctx.db
      .update(tokens)
      .set({ blockedReason: BLOCKED_BY_OPERATIONS })
      .where(eq(tokens.id, seized.id));
    const deliveries = tenant.ctx.db
      .update(tokenDeliveries)
      .set({ state: "acknowledged" })
      .where(eq(tokenDeliveries.tokenId, token.id));
    await deliveries;

    await withdrawErasure(ctx);
    const [account] = await ctx.db.select().from(drivers).where(eq(drivers.id, driver.id));
    expect(account).toMatchObject({ name: "Ångrar Sent", state: "active" });
    const cards = await ctx.db.select().from(tokens).where(eq(tokens.driverId, driver.id));
    const standing = new Map(
      cards.map(({ id, valid, blockedReason }) => [id, [valid, blockedReason]]),
    );
    expect(standing).toEqual(
      new Map([
        [token.id, [true, null]],
        [lost.id, [false, "by_driver"]],
        [seized.id, [false, BLOCKED_BY_OPERATIONS]],
      ]),
    );
    const told = await ctx.db
      .select()
      .from(tokenDeliveries)
      .where(eq(tokenDeliveries.tokenId, token.id));
    expect(told.map(({ state }) => state)).toEqual(["pending"]);
    await carryOutErasures(later(40));
    expect(await readErasure(ctx)).toMatchObject({ state: "withdrawn", isClosed: false });
    await requestErasure(ctx);
    expect(await readErasure(ctx)).toMatchObject({ state: "requested", isClosed: false });
  });

  it("is gone from everything but the books, once every network knows that his card is blocked", async () => {
    const { ctx, driver, token, userId, email } = await somebody("Glöm Mig");
    await requestErasure(ctx);
    await carryOutErasures(later(8));
    expect(await readErasure(ctx)).toMatchObject({ state: "blocked", reason: "told" });
    await tenant.ctx.db
      .update(tokenDeliveries)
      .set({ state: "acknowledged" })
      .where(eq(tokenDeliveries.tokenId, token.id));
    await carryOutErasures(later(9));

    const [row] = await tenant.ctx.db.select().from(drivers).where(eq(drivers.id, driver.id));
    expect(row).toMatchObject({ userId: null, state: "closed", vatNumber: null });
    expect(row?.name).toMatch(/^X-[0-9A-F]{12}$/);
    expect(row?.address).toMatchObject({ line1: "", city: "", country: "SE" });
    const [card] = await tenant.ctx.db.select().from(tokens).where(eq(tokens.id, token.id));
    expect(card?.uid).not.toContain(token.uid);
    expect(card).toMatchObject({ valid: false, driverId: driver.id });
    expect(await tenant.ctx.db.select().from(users).where(eq(users.id, userId))).toEqual([]);
    const cars = await tenant.ctx.db
      .select()
      .from(vehicles)
      .where(eq(vehicles.driverId, driver.id));
    expect(cars).toEqual([]);
    const [wish] = await tenant.ctx.db
      .select()
      .from(erasures)
      .where(eq(erasures.driverId, driver.id));
    expect(wish).toMatchObject({ state: "done", detail: { cars: 1, cards: 1, user: 1 } });
    // Nothing that still says who he was stands anywhere, but for the mail that tells him so and has yet to go.
    const told = await tenant.ctx.db
      .select({ kind: notifications.kind, state: notifications.state })
      .from(notifications)
      .where(eq(notifications.email, email));
    expect(told.every(({ state }) => state === "pending")).toBe(true);
    expect(told.map(({ kind }) => kind)).toContain("erasure_done");
  });

  it("waits for the record of a charge that is over, which nobody could be billed for", async () => {
    const { ctx, driver, token } = await somebody("Väntar");
    const ended = ctx.clock.now().toString();
    await tenant.ctx.db.execute(sql`
      insert into sessions (tenant_id, id, partner_id, country_code, party_id, ocpi_id, ocpi_id_upper, driver_id, status,
        started_at, ended_at, energy_micro_kwh, currency, location_ocpi_id, evse_uid, connector_id, core, last_updated,
        received_at, message_id)
      values (${ctx.tenantId}, ${newId()}, ${partnerId}, 'SE', 'NSL', 'S2', 'S2', ${driver.id}, 'COMPLETED', ${ended},
        ${ended}, 1, 'SEK', 'L', 'E', '1', '{}', ${ended}, ${ended}, ${newId()})`);
    await requestErasure(ctx);
    await carryOutErasures(later(8));
    await tenant.ctx.db
      .update(tokenDeliveries)
      .set({ state: "acknowledged" })
      .where(eq(tokenDeliveries.tokenId, token.id));
    await carryOutErasures(later(9));
    expect(await readErasure(ctx)).toMatchObject({ state: "blocked", reason: "expected" });
    await carryOutErasures(later(31));
    expect(await readErasure(ctx)).toMatchObject({ state: "done" });
  });

  it("leaves no sign-up of an address that he had before", async () => {
    const { ctx, driver, token, userId } = await somebody("Bytt Adress");
    const now = ctx.clock.now();
    await tenant.ctx.db.insert(signUps).values({
      tenantId: ctx.tenantId,
      id: newId<"other">(),
      email: `before-${userId}@kvitt.example`,
      locale: "sv",
      userId,
      driverId: driver.id,
      state: "done",
      startedAt: now,
      updatedAt: now,
      endedAt: now,
    });
    await requestErasure(ctx);
    await carryOutErasures(later(8));
    await tenant.ctx.db
      .update(tokenDeliveries)
      .set({ state: "acknowledged" })
      .where(eq(tokenDeliveries.tokenId, token.id));
    await carryOutErasures(later(9));
    const isHis = eq(signUps.driverId, driver.id);
    expect(await tenant.ctx.db.select().from(signUps).where(isHis)).toEqual([]);
  });

  it("waits while he owes something, and is told why", async () => {
    const { ctx, driver } = await somebody("Skyldig");
    await tenant.ctx.db.execute(sql`
      insert into sessions (tenant_id, id, partner_id, country_code, party_id, ocpi_id, ocpi_id_upper, driver_id, status,
        started_at, energy_micro_kwh, currency, location_ocpi_id, evse_uid, connector_id, core, last_updated, received_at,
        message_id)
      values (${ctx.tenantId}, ${newId()}, ${partnerId}, 'SE', 'NSL', 'S1', 'S1', ${driver.id}, 'ACTIVE', now(), 0, 'SEK',
        'L', 'E', '1', '{}', now(), now(), ${newId()})`);
    await requestErasure(ctx);
    await carryOutErasures(later(8));
    expect(await readErasure(ctx)).toMatchObject({ state: "blocked", reason: "charging" });
  });
});

describe("what passes", () => {
  it("is deleted once its year is over, and not before", async () => {
    const { userId } = await somebody("Gammal");
    await forgetOld(later(364));
    const mine = eq(signInEvents.userId, userId);
    expect(await tenant.ctx.db.select().from(signInEvents).where(mine)).toHaveLength(1);
    await forgetOld(later(367));
    expect(await tenant.ctx.db.select().from(signInEvents).where(mine)).toEqual([]);
  });
});
