import { eq } from "drizzle-orm";
import { afterAll, afterEach, expect, it } from "vitest";
import { encodePlan } from "@/core/plans/plan";
import { newId } from "@/db/new-id";
import { locations } from "@/db/schema/locations";
import { pushReceivers } from "@/ocpi/push-receivers";
import { pullList } from "@/ocpi/senders/pull-list";
import { watchCertification } from "@/services/certification/certification-run";
import { stepsOf } from "@/services/certification/certification-step";
import { startCertification } from "@/services/certification/start-certification";
import { startCharge } from "@/services/commands/start-charge";
import { openContext, type Clock } from "@/services/context";
import { getPlace } from "@/services/locations/get-place";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { openCursors } from "@/services/pulls/open-cursors";
import { takeDueCursors } from "@/services/pulls/take-due-cursors";
import { createAppToken } from "@/services/tokens/create-app-token";
import { storeToken } from "@/services/tokens/store-token";
import type { OcpiVersion } from "@/simulators/cpo/ocpi-version";
import type { RunningCpo } from "@/simulators/cpo/start-cpo";
import { startTestCpo, temporaryFolder, TEST_NOW_MS } from "@/simulators/cpo/test-run";
import { aDriver } from "@/testing/builders/driver";
import { aPartner } from "@/testing/builders/partner";
import { aPartnerPerson } from "@/testing/builders/partner-person";
import { aPlan, onPlan } from "@/testing/builders/plan";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { type OcpiServer, startOcpiServer } from "@/testing/ocpi-server";
import { rateAll } from "@/testing/roaming-driver";
import { createCommandRunner } from "@/worker/send-commands";

const database = testDatabase();
const folder = temporaryFolder();
const runner = createCommandRunner();

let server: OcpiServer;
let cpo: RunningCpo | undefined;

/** The CPO's own clock, so that both sides live at the same time. */
const clock: Clock = {
  now: () => Temporal.Instant.fromEpochMilliseconds(cpo?.cpo.clock.nowMs() ?? TEST_NOW_MS),
};

/** Our side with one driver, the CPO simulator that registered by itself, and a person of that CPO's. */
async function meet(version: OcpiVersion) {
  const tenant = await aTenant(database.pool, { now: new Date(TEST_NOW_MS).toISOString() });
  const { tenantId } = tenant;
  server = await startOcpiServer(database.pool, { clock, push: pushReceivers });
  const open = (actor: Parameters<typeof openContext>[1]["actor"]) =>
    openContext(server.runtime, { tenantId, actor });
  const system = open({ kind: "system", name: "test" });
  const { id: driverId } = await aDriver(system);
  const definition = encodePlan({
    mode: "cost_plus",
    basis: "gross",
    prices: [{ currency: "SEK", markup: { percentage: 0, perKwh: 0n, perSession: 0n } }],
  });
  await onPlan(system, driverId, (await aPlan(system, { definition })).id);
  const contractId = "SE-KVT-C00000011-7";
  await storeToken(system, { driverId, uid: "04A2B91C5E6180", type: "RFID", contractId });
  await createAppToken(system, { driverId });
  const partner = await aPartner(system, { state: "invited", roles: [], version: null });
  cpo = await startTestCpo({
    stateDir: `${folder.path}/${tenantId}`,
    versions: [version],
    tokenA: await issueInboundToken(system, partner.id, "A"),
    emspVersionsUrl: `${server.baseUrl}/ocpi/versions`,
  });
  const locationId = await until("five locations", async () => {
    const rows = await system.db
      .select({ id: locations.id })
      .from(locations)
      .where(eq(locations.tenantId, tenantId));
    return rows.length === 5 && rows[0]?.id;
  });
  const driver = open({
    kind: "user",
    userId: newId<"user">(),
    email: "astrid@kvitt.example",
    roles: ["driver"],
    driverId,
  });
  return { system, driver, locationId, person: open(await aPartnerPerson(tenant, partner.id)) };
}

async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`did not happen: ${what}; the CPO complains: ${cpo?.cpo.complaints.join("; ")}`);
}

async function order(name: string, body: object = {}) {
  const init = { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(`${cpo?.url}/control/${name}`, init);
  return (await answer.json()) as Record<string, unknown>;
}

afterEach(async () => {
  await runner.settle();
  await cpo?.stop();
  cpo = undefined;
  await server.stop();
});
afterAll(() => folder.remove());

it.each(["2.1.1", "2.2.1", "2.3.0"] as const)(
  "a CPO that speaks %s does every step of the self-certification, and the run passes",
  async (version) => {
    const { system, driver, locationId, person } = await meet(version);
    const runId = await startCertification(person, { version });
    const watch = async () => watchCertification(person, runId);

    expect(await order("certify")).toMatchObject({ done: true, version });
    const waiting = async () => {
      const { steps } = await watch();
      return steps.filter(({ state }) => state !== "seen").map(({ id }) => id);
    };
    const ours = ["pull-locations", "pull-tariffs", "start-command"];
    expect(await waiting()).toEqual(["cdr-arithmetic", ...ours]);

    await openCursors(system);
    for (const due of await takeDueCursors(system, 10)) await pullList(system, due);
    const place = await getPlace(driver, locationId);
    const evse = place.evses.find(({ canStart, status }) => canStart && status === "AVAILABLE");
    const connectorId = evse?.connectors[0]?.id ?? "";
    await startCharge(driver, { locationId, evseUid: evse?.uid ?? "", connectorId });
    await runner.run(system);
    await until("the start is seen", async () => (await waiting()).length === 1);

    // The last required step: the run passes by it.
    expect((await watch()).state).toBe("running");
    await rateAll(system);
    const report = await watch();
    expect(report.steps.filter(({ state }) => state !== "seen")).toEqual([]);
    expect(report.steps.map(({ id }) => id)).toEqual(stepsOf(version).map(({ id }) => id));
    expect(report.state).toBe("passed");
    expect(cpo?.cpo.complaints).toEqual([]);
  },
);
