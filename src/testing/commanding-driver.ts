import { and, asc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { encodePlan } from "@/core/plans/plan";
import { newId } from "@/db/new-id";
import { commandEvents } from "@/db/schema/commands";
import { locations } from "@/db/schema/locations";
import { sessions } from "@/db/schema/sessions";
import type { Pool } from "@/db/client";
import type { OcpiVersion } from "@/ocpi/codec";
import { pushReceivers } from "@/ocpi/push-receivers";
import { registerAtPartner } from "@/ocpi/senders/register-at-partner";
import { sendCommand } from "@/ocpi/senders/send-command";
import { claimDueCommands } from "@/services/commands/claim-due-commands";
import { openContext, type Ctx } from "@/services/context";
import { addPartnerToRegister } from "@/services/partners/add-partner-to-register";
import { createAppToken } from "@/services/tokens/create-app-token";
import { aDriver } from "./builders/driver";
import { aPlan, onPlan } from "./builders/plan";
import { aTenant } from "./builders/tenant";
import { FakeCpo } from "./fake-cpo";
import { startOcpiServer } from "./ocpi-server";
import { inVersion, type WireItem } from "./wire-forms";

const EVSE = {
  uid: "E1",
  evse_id: "NL*FKE*E1",
  status: "AVAILABLE",
  capabilities: ["REMOTE_START_STOP_CAPABLE", "RESERVABLE", "UNLOCK_CAPABLE"],
  connectors: [
    {
      id: "1",
      standard: "IEC_62196_T2",
      format: "SOCKET",
      power_type: "AC_3_PHASE",
      max_voltage: 230,
      max_amperage: 32,
      tariff_ids: ["T1"],
      last_updated: "2026-09-01T00:00:00Z",
    },
  ],
  last_updated: "2026-09-01T00:00:00Z",
};

const LOCATION = {
  country_code: "NL",
  party_id: "FKE",
  id: "LOC-1",
  publish: true,
  name: "Museumplein",
  address: "Museumplein 6",
  city: "Amsterdam",
  country: "NLD",
  coordinates: { latitude: "52.357900", longitude: "4.881700" },
  time_zone: "Europe/Amsterdam",
  evses: [
    EVSE,
    { ...EVSE, uid: "E2", evse_id: "NL*FKE*E2", capabilities: [] },
    { ...EVSE, uid: "E3", evse_id: "NL*FKE*E3", status: "OUTOFORDER" },
  ],
  last_updated: "2026-09-01T00:00:00Z",
};

/** A Session of OCPI 2.2.1 as the app's token has it. */
function sessionBody(uid: string, contract_id: string) {
  return {
    country_code: "NL",
    party_id: "FKE",
    id: "S-1",
    start_date_time: "2026-11-02T11:00:20Z",
    kwh: 0,
    cdr_token: {
      country_code: "SE",
      party_id: "KVT",
      uid,
      type: "APP_USER",
      contract_id,
    },
    auth_method: "COMMAND",
    location_id: "LOC-1",
    evse_uid: "E1",
    connector_id: "1",
    currency: "EUR",
    status: "ACTIVE",
    last_updated: "2026-11-02T11:00:20Z",
  };
}

const CONTRACT = "SE-KVT-C00000011-7";

/**
 * A driver with an app token and a CPO on loopback that registered with our real server, has one location and takes
 * commands. `as` is any driver's context; `push` what the CPO tells us, given as 2.2.1 has it.
 */
export async function aCommandingDriver(pool: Pool, version: OcpiVersion = "2.2.1") {
  const tenant = await aTenant(pool);
  const server = await startOcpiServer(pool, { clock: tenant.clock, push: pushReceivers });
  const open = (actor: Ctx["actor"]) =>
    openContext(server.runtime, { tenantId: tenant.tenantId, actor });
  const ctx = open({ kind: "system", name: "test" });
  const cpo = await new FakeCpo(version).start();
  const token = cpo.newToken();
  const input = { name: "Fake CPO", versionsUrl: cpo.versionsUrl, token };
  const { partnerId } = await addPartnerToRegister(ctx, input);
  await registerAtPartner(ctx, partnerId);
  const as = (driverId: (typeof driver)["id"]) =>
    open({
      kind: "user",
      userId: newId<"user">(),
      email: "driver@kvitt.example",
      roles: ["driver"],
      driverId,
    });
  const push = (method: string, path: string, item: WireItem) =>
    cpo.call(method, `${server.baseUrl}/ocpi/${version}/receiver/${path}`, {
      body: inVersion(version, path.split("/")[0] ?? "", item),
    });
  const driver = await aDriver(ctx);
  const definition = encodePlan({
    mode: "cost_plus",
    basis: "gross",
    prices: [{ currency: "EUR", markup: { percentage: 0, perKwh: 0n, perSession: 0n } }],
  });
  await onPlan(ctx, driver.id, (await aPlan(ctx, { definition })).id);
  const uid = `APP-${driver.number}`;
  await createAppToken(ctx, { driverId: driver.id, uid, contractId: CONTRACT });
  await push("PUT", "locations/NL/FKE/LOC-1", LOCATION);
  const [location] = await ctx.db
    .select({ id: locations.id })
    .from(locations)
    .where(eq(locations.partnerId, partnerId));
  if (!location) throw new Error("the location was not taken");
  cpo.calls.length = 0;
  /** What the CPO was asked, by command. */
  const asked = (kind: string) =>
    cpo.calls.filter((call) => call.path.endsWith(`/commands/${kind}`));
  const bodyOf = (kind: string) => (asked(kind)[0]?.body ?? {}) as Record<string, unknown>;
  const appToken = `APP-${driver.number}`;
  return {
    asked,
    bodyOf,
    appToken,
    /** Sends what waits, as the worker does. */
    sendDue: async () => {
      const claimed = await claimDueCommands(ctx, 10);
      for (const command of claimed) await sendCommand(ctx, command);
      return claimed.length;
    },
    /** What was said of a command, in order. */
    eventsOf: async (id: Id<"other">) => {
      const rows = await ctx.db
        .select({ what: commandEvents.what })
        .from(commandEvents)
        .where(eq(commandEvents.commandId, id))
        .orderBy(asc(commandEvents.seq));
      return rows.map(({ what }) => what);
    },
    /** A CPO sends a station's result to the address that the command gave. */
    sendResult: (kind: string, result: string, by = cpo) =>
      by.call("POST", String(bodyOf(kind)["response_url"]), { body: { result } }),
    /** Pushes the session that comes of a start; returns our id of it. */
    beginSession: async (change: Record<string, unknown> = {}) => {
      const reference = bodyOf("START_SESSION")["authorization_reference"];
      const same = sessionBody(appToken, CONTRACT);
      const session = { ...same, authorization_reference: reference, ...change };
      const answer = await push("PUT", `sessions/NL/FKE/${session.id}`, session);
      if (answer.body.status_code !== 1000) throw new Error("the session was not taken");
      const [row] = await ctx.db
        .select({ id: sessions.id })
        .from(sessions)
        .where(and(eq(sessions.partnerId, partnerId), eq(sessions.ocpiId, session.id)));
      if (!row) throw new Error("the session was not kept");
      return row.id;
    },
    tenant,
    server,
    ctx,
    cpo,
    partnerId,
    driver,
    as,
    open,
    push,
    pick: { locationId: location.id, evseUid: "E1", connectorId: "1" },
    stop: async () => {
      await cpo.stop();
      await server.stop();
    },
  };
}
