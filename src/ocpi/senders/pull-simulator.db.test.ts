import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cdrs } from "@/db/schema/cdrs";
import { pushReceivers } from "@/ocpi/push-receivers";
import { type Ctx, openContext } from "@/services/context";
import { listExpectedCdrs } from "@/services/expected-cdrs/list-expected-cdrs";
import { addPartnerToRegister } from "@/services/partners/add-partner-to-register";
import { openCursors } from "@/services/pulls/open-cursors";
import { takeDueCursors } from "@/services/pulls/take-due-cursors";
import type { RunningCpo } from "@/simulators/cpo/start-cpo";
import { startTestCpo, temporaryFolder } from "@/simulators/cpo/test-run";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { type OcpiServer, startOcpiServer } from "@/testing/ocpi-server";
import { LATER_VERSIONS } from "@/testing/wire-forms";
import { pullList } from "./pull-list";
import { registerAtPartner } from "./register-at-partner";

const database = testDatabase();
// CDRs of 2.1.1 name no session: sessions that begin at once, as here, are told apart by nothing there.
describe.each(LATER_VERSIONS)("in OCPI %s", (version) => {
  const folder = temporaryFolder();
  let tenant: TestTenant;
  let server: OcpiServer;
  let cpo: RunningCpo;
  let ctx: Ctx;

  beforeAll(async () => {
    tenant = await aTenant(database.pool, { now: "2026-11-17T13:25:00Z" });
    server = await startOcpiServer(database.pool, { clock: tenant.clock, push: pushReceivers });
    const actor = { kind: "system", name: "test" } as const;
    ctx = openContext(server.runtime, { tenantId: tenant.tenantId, actor });
    cpo = await startTestCpo({ stateDir: folder.path, versions: [version] });
    const input = {
      name: "CPO",
      versionsUrl: `${cpo.url}/ocpi/versions`,
      token: "TOKEN-A-of-the-test",
    };
    const { partnerId } = await addPartnerToRegister(ctx, input);
    expect(await registerAtPartner(ctx, partnerId)).toMatchObject({ ok: true });
  });
  afterAll(async () => {
    await cpo.stop();
    await server.stop();
    folder.remove();
  });

  const missing = async () =>
    (await listExpectedCdrs(ctx, { kind: "missing", page: 1 })).items.length;
  const held = async () =>
    (await ctx.db.select().from(cdrs).where(eq(cdrs.tenantId, tenant.tenantId))).length;

  async function control(path: string, body: object): Promise<void> {
    const answer = await fetch(`${cpo.url}/control/${path}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
  }

  async function pullAll() {
    await openCursors(ctx);
    const counts = [];
    for (const due of await takeDueCursors(ctx, 10)) {
      counts.push([due.module, await pullList(ctx, due)] as const);
    }
    return Object.fromEntries(counts);
  }

  describe("a CDR that its CPO never pushed", () => {
    it("stands in the book of expected CDRs, and comes by the pull; one that was never made stays there", async () => {
      const order = { authorize: false, charging_minutes: 30, power_kw: 10 };
      await control("play-session", order);
      expect([await held(), await missing()]).toEqual([1, 0]);
      await control("faults", { lost_cdr: 1 });
      await control("play-session", order);
      await control("play-session", { ...order, drop_cdr: true });
      expect([await held(), await missing()]).toEqual([1, 2]);
      const counts = await pullAll();
      expect(counts["cdrs"]).toEqual({ seen: 2, fresh: 1, refused: 0 });
      expect(counts["locations"]).toMatchObject({ refused: 0 });
      expect(counts["locations"]?.seen).toBeGreaterThan(1);
      expect(counts["tariffs"]?.seen).toBeGreaterThan(1);
      expect([await held(), await missing()]).toEqual([2, 1]);
    });
  });
});
