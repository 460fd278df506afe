import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import { chargingRequests } from "@/db/schema/charging";
import { sessions } from "@/db/schema/sessions";
import { pushReceivers } from "@/ocpi/push-receivers";
import { claimDueWishes } from "@/services/charging/claim-due-wishes";
import { clearChargingProfile } from "@/services/charging/clear-charging-profile";
import { getChargingProfile } from "@/services/charging/get-charging-profile";
import { getSteeredSession } from "@/services/charging/list-steered-sessions";
import { readSteering } from "@/services/charging/read-steering";
import { setChargingPreferences } from "@/services/charging/set-charging-preferences";
import { setChargingProfile } from "@/services/charging/set-charging-profile";
import { openContext } from "@/services/context";
import { addPartnerToRegister } from "@/services/partners/add-partner-to-register";
import { readPartnerConnection } from "@/services/partners/partner-connection";
import { emspToken } from "@/simulators/cpo/fake-emsp";
import { startTestCpo, temporaryFolder } from "@/simulators/cpo/test-run";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { startOcpiServer } from "@/testing/ocpi-server";
import { LATER_VERSIONS } from "@/testing/wire-forms";
import { callPartner, joinUrl } from "./client";
import { registerAtPartner } from "./register-at-partner";
import { sendWish } from "./send-wish";

const database = testDatabase();
const stops: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** The CPO simulator, registered with our server, charging a car at a point that can be steered. */
async function aSimulatedCharge(version: (typeof LATER_VERSIONS)[number]) {
  const folder = temporaryFolder();
  stops.push(() => folder.remove());
  const tenant = await aTenant(database.pool, { now: "2026-11-17T13:25:00Z" });
  const server = await startOcpiServer(database.pool, {
    clock: tenant.clock,
    push: pushReceivers,
  });
  stops.push(() => server.stop());
  const actor = { kind: "system", name: "test" } as const;
  const ctx = openContext(server.runtime, { tenantId: tenant.tenantId, actor });
  const cpo = await startTestCpo({ stateDir: folder.path, versions: [version] });
  stops.push(() => cpo.stop());
  const versionsUrl = `${cpo.url}/ocpi/versions`;
  const input = { name: "CPO", versionsUrl, token: "TOKEN-A-of-the-test" };
  const { partnerId } = await addPartnerToRegister(ctx, input);
  expect(await registerAtPartner(ctx, partnerId)).toMatchObject({ ok: true });
  const partner = await readPartnerConnection(ctx, partnerId);
  const commands = partner.endpoints.find(({ identifier }) => identifier === "commands");
  const started = await callPartner(ctx, partner, {
    method: "POST",
    url: joinUrl(commands?.url ?? "", "START_SESSION"),
    token: partner.token ?? "",
    module: "commands",
    body: {
      response_url: `${server.baseUrl}/ocpi/${version}/sender/commands/START_SESSION/none`,
      token: emspToken("APP-ASTRID", { type: "APP_USER", whitelist: "NEVER" }),
      location_id: "NSL-STO-01",
      evse_uid: "NSL-STO-01-E1",
    },
    to: { countryCode: "SE", partyId: "NSL" },
  });
  expect(started.isSuccess).toBe(true);
  const found = async () => {
    const [row] = await ctx.db.select().from(sessions).where(eq(sessions.partnerId, partnerId));
    return row;
  };
  await expect.poll(async () => (await found())?.status, { timeout: 15_000 }).toBe("ACTIVE");
  const session = await found();
  if (!session) throw new Error("the session is gone");
  const types = async () => (await readSteering(ctx, session)).tariffTypes;
  await expect.poll(types, { timeout: 15_000 }).toEqual([null]);
  return { ctx, cpo, tenant, sessionId: session.id };
}

describe.each(LATER_VERSIONS)("the CPO simulator in OCPI %s", { timeout: 40_000 }, (version) => {
  it("takes preferences, and sets, shows and clears a profile that its station tells of", async () => {
    const { ctx, cpo, tenant, sessionId } = await aSimulatedCharge(version);
    const send = async (id: Id<"other">) => {
      for (const wish of await claimDueWishes(ctx, 10)) await sendWish(ctx, wish);
      return id;
    };
    const stateOf = async (id: Id<"other">) => {
      const [row] = await ctx.db
        .select({ state: chargingRequests.state })
        .from(chargingRequests)
        .where(eq(chargingRequests.id, id));
      return row?.state;
    };
    const becomes = (id: Id<"other">, state: string) =>
      expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe(state);
    const known = async () => (await getSteeredSession(ctx, sessionId)).known;

    const departureTime = tenant.clock.now().add({ hours: 24 });
    const wish = { profileType: "REGULAR", departureTime, energyNeed: micro("10") } as const;
    const toGrid = { ...wish, dischargeAllowed: true };
    // It has no green energy to prefer.
    const green = { profileType: "GREEN" } as const;
    await becomes(await send(await setChargingPreferences(ctx, sessionId, green)), "refused");
    await becomes(await send(await setChargingPreferences(ctx, sessionId, toGrid)), "refused");
    await becomes(await send(await setChargingPreferences(ctx, sessionId, wish)), "accepted");

    const profile = { rateUnit: "W", periods: [{ startS: 0, limit: micro("3600") }] } as const;
    await becomes(await send(await setChargingProfile(ctx, sessionId, profile)), "confirmed");
    await expect
      .poll(async () => (await known())?.active.profile, { timeout: 10_000 })
      .toEqual(profile);
    expect((await known())?.source).toBe("push");

    await becomes(await send(await getChargingProfile(ctx, sessionId, 900)), "confirmed");
    expect(await known()).toMatchObject({ source: "get", active: { profile } });

    await becomes(await send(await clearChargingProfile(ctx, sessionId)), "confirmed");
    await expect
      .poll(async () => (await known())?.active.profile.periods, { timeout: 10_000 })
      .toEqual([{ startS: 0, limit: micro("22000") }]);
    expect(cpo.cpo.complaints).toEqual([]);
  });
});
