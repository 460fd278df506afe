import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { encodePlan } from "@/core/plans/plan";
import { newId } from "@/db/new-id";
import { locations } from "@/db/schema/locations";
import { pushReceivers } from "@/ocpi/push-receivers";
import { cancelReservation } from "@/services/commands/cancel-reservation";
import { getCommand } from "@/services/commands/get-command";
import { listOpenCommands } from "@/services/commands/list-open-commands";
import { reserveNow } from "@/services/commands/reserve-now";
import { startCharge } from "@/services/commands/start-charge";
import { stopCharge } from "@/services/commands/stop-charge";
import { openContext, type Ctx } from "@/services/context";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { readLiveSessions } from "@/services/sessions/read-live-sessions";
import { createAppToken } from "@/services/tokens/create-app-token";
import { getPlace } from "@/services/locations/get-place";
import type { OcpiVersion } from "@/simulators/cpo/ocpi-version";
import type { RunningCpo } from "@/simulators/cpo/start-cpo";
import { startTestCpo, temporaryFolder, TEST_NOW_MS } from "@/simulators/cpo/test-run";
import { aDriver } from "@/testing/builders/driver";
import { aPartner } from "@/testing/builders/partner";
import { aPlan, onPlan } from "@/testing/builders/plan";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { type OcpiServer, startOcpiServer } from "@/testing/ocpi-server";
import { createCommandRunner } from "@/worker/send-commands";

const database = testDatabase();
const folder = temporaryFolder();
const runner = createCommandRunner();

let server: OcpiServer;
let cpo: RunningCpo;
let system: Ctx;
let driver: Ctx;
let locationId: Id<"location">;

/** Our side with a driver who has an app token, and the CPO simulator, registered by its own handshake. */
async function meet(version: OcpiVersion): Promise<void> {
  const now = new Date(TEST_NOW_MS).toISOString();
  const tenant = await aTenant(database.pool, { now });
  server = await startOcpiServer(database.pool, { clock: tenant.clock, push: pushReceivers });
  const { tenantId } = tenant;
  system = openContext(server.runtime, { tenantId, actor: { kind: "system", name: "test" } });
  const { id: driverId } = await aDriver(system);
  const definition = encodePlan({
    mode: "cost_plus",
    basis: "gross",
    prices: [{ currency: "SEK", markup: { percentage: 0, perKwh: 0n, perSession: 0n } }],
  });
  await onPlan(system, driverId, (await aPlan(system, { definition })).id);
  await createAppToken(system, { driverId });
  const userId = newId<"user">();
  const email = "astrid@kvitt.example";
  const roles = ["driver"] as const;
  driver = openContext(server.runtime, {
    tenantId,
    actor: { kind: "user", userId, email, roles, driverId },
  });
  const partner = await aPartner(system, { state: "invited", roles: [], version: null });
  const tokenA = await issueInboundToken(system, partner.id, "A");
  const emspVersionsUrl = `${server.baseUrl}/ocpi/versions`;
  cpo = await startTestCpo({
    stateDir: `${folder.path}/${tenantId}`,
    versions: [version],
    tokenA,
    emspVersionsUrl,
  });
  locationId = await until("a location", async () => {
    const [row] = await system.db
      .select({ id: locations.id })
      .from(locations)
      .where(and(eq(locations.tenantId, tenantId), eq(locations.ocpiId, "NSL-STO-01")));
    return row?.id;
  });
}

async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`did not happen: ${what}; the CPO complains: ${cpo.cpo.complaints.join("; ")}`);
}

async function untilState(id: Id<"other">, state: string) {
  await runner.run(system);
  return until(`${state} of ${id}`, async () => {
    const command = await getCommand(driver, id);
    return command.state === state && command;
  });
}

afterEach(async () => {
  await runner.settle();
  await cpo.stop();
  await server.stop();
});
afterAll(() => folder.remove());

it.each(["2.2.1", "2.1.1", "2.3.0"] as const)(
  "starts and stops a charge from afar with a CPO that speaks %s",
  async (version) => {
    await meet(version);
    const place = await getPlace(driver, locationId);
    const evse = place.evses.find(({ canStart, status }) => canStart && status === "AVAILABLE");
    const [connector] = evse?.connectors ?? [];
    const pick = { locationId, evseUid: evse?.uid ?? "", connectorId: connector?.id ?? "" };
    expect(connector?.offer.quote).toMatchObject({ ok: true });

    const start = await startCharge(driver, pick);
    const begun = await untilState(start, "session");
    expect(begun).toMatchObject({ syncResult: "ACCEPTED", asyncResult: "ACCEPTED" });
    const live = await readLiveSessions(driver);
    expect(live.map(({ id }) => id)).toEqual([begun.sessionId]);

    const stop = await stopCharge(driver, begun.sessionId ?? "");
    await untilState(stop, "session");
    expect(await readLiveSessions(driver)).toEqual([]);
    expect(await listOpenCommands(driver)).toEqual([]);
    expect(cpo.cpo.complaints).toEqual([]);
  },
);

it.each(["2.2.1", "2.3.0"] as const)(
  "reserves a charging point and gives it back with a CPO that speaks %s",
  async (version) => {
    await meet(version);
    const place = await getPlace(driver, locationId);
    const evse = place.evses.find(({ canReserve }) => canReserve);
    const pick = {
      locationId,
      evseUid: evse?.uid ?? "",
      connectorId: evse?.connectors[0]?.id ?? "",
    };
    const expiresAt = system.clock.now().add({ minutes: 30 });
    const reservation = await reserveNow(driver, { ...pick, expiresAt });
    await runner.run(system);
    await until("the station's yes", async () => {
      const { asyncResult } = await getCommand(driver, reservation);
      return asyncResult === "ACCEPTED";
    });
    const cancel = await cancelReservation(driver, reservation);
    await untilState(cancel, "confirmed");
    expect(cpo.cpo.complaints).toEqual([]);
  },
);
