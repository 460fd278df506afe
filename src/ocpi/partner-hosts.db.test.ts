import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { auditEvents } from "@/db/schema/notifications";
import { ocpiMessages, partners } from "@/db/schema/partners";
import { accept } from "@/ocpi/envelope";
import { callPartner } from "@/ocpi/senders/client";
import { PartnerError } from "@/ocpi/senders/partner-error";
import { registerAtPartner } from "@/ocpi/senders/register-at-partner";
import { openContext, type Ctx } from "@/services/context";
import { addPartnerToRegister } from "@/services/partners/add-partner-to-register";
import { allowHost } from "@/services/partners/allow-host";
import { getPartner } from "@/services/partners/get-partner";
import { invitePartner } from "@/services/partners/invite-partner";
import { readPartnerConnection } from "@/services/partners/partner-connection";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { FakeCpo } from "@/testing/fake-cpo";
import { type OcpiServer, startOcpiServer } from "@/testing/ocpi-server";
import { VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();
const nothing = async () => accept();
const push = { locations: nothing, tariffs: nothing, sessions: nothing, cdrs: nothing };

describe.each(VERSIONS)("a partner of %s with addresses at another host", (version) => {
  let tenant: TestTenant;
  let server: OcpiServer;
  let cpo: FakeCpo;
  let ctx: Ctx;

  beforeAll(async () => {
    tenant = await aTenant(database.pool);
    server = await startOcpiServer(database.pool, { clock: tenant.clock, push });
    const actor = { kind: "system", name: "test" } as const;
    ctx = openContext(server.runtime, { tenantId: tenant.tenantId, actor });
  });
  afterAll(async () => server.stop());
  beforeEach(async () => {
    cpo = await new FakeCpo(version).start();
  });
  afterEach(async () => {
    await ctx.db.update(partners).set({ state: "left" }).where(eq(partners.tenantId, ctx.tenantId));
    await cpo.stop();
  });

  /** The same server by its other name. */
  const elsewhere = (url: string) => url.replace("127.0.0.1", "localhost");
  const endpointsAt = (isElsewhere: (identifier: string) => boolean) =>
    (["credentials", "cdrs", "tokens"] as const).map((identifier) => {
      const url = cpo.origin + cpo.path(identifier);
      return {
        identifier,
        ...(version !== "2.1.1" && { role: identifier === "cdrs" ? "SENDER" : "RECEIVER" }),
        url: isElsewhere(identifier) ? elsewhere(url) : url,
      };
    });
  const seen = (id: Id<"partner">) => getPartner(ctx, id);
  const hostsCalled = () =>
    cpo.calls.map(({ headers }) => String(headers["host"]).replace(/:\d+$/, ""));

  it("is not registered before operations allow the host, with one press", async () => {
    const { partnerId, tokenA } = await invitePartner(ctx, { name: "Fake CPO" });
    cpo.faults = { endpoints: endpointsAt((identifier) => identifier === "cdrs") };
    const register = () => cpo.registerAt(`${server.baseUrl}/ocpi/versions`, tokenA);
    const refused = await register();
    expect([refused.http, refused.body.status_code]).toEqual([200, 3001]);
    expect(refused.body.status_message).toContain("other hosts");
    const failed = await seen(partnerId);
    expect(failed).toMatchObject({ state: "failed", refusedHosts: ["localhost"], endpoints: [] });
    expect(failed.lastError).toContain("localhost");
    await allowHost(ctx, { partnerId, host: "LOCALHOST" });
    expect((await seen(partnerId)).refusedHosts).toEqual([]);
    expect((await register()).body.status_code).toBe(1000);
    expect(await seen(partnerId)).toMatchObject({
      state: "registered",
      settings: { hosts: ["localhost"] },
    });
    const audit = await ctx.db
      .select({ detail: auditEvents.detail })
      .from(auditEvents)
      .where(
        and(eq(auditEvents.subjectId, partnerId), eq(auditEvents.action, "partner.host_allowed")),
      );
    expect(audit).toEqual([{ detail: { message: "localhost" } }]);
  });

  it("never gets a token there from us before, whether its version or its credentials are there", async () => {
    const versions = [{ version, url: elsewhere(`${cpo.origin}/${version}`) }];
    const endpoints = endpointsAt((identifier) => identifier === "credentials");
    for (const faults of [{ versions }, { endpoints }]) {
      cpo.faults = faults;
      const input = { name: "Fake", versionsUrl: cpo.versionsUrl, token: cpo.newToken() };
      const { partnerId } = await addPartnerToRegister(ctx, input);
      expect(await registerAtPartner(ctx, partnerId)).toMatchObject({ ok: false });
      expect((await seen(partnerId)).refusedHosts).toEqual(["localhost"]);
      expect(new Set(hostsCalled())).toEqual(new Set(["127.0.0.1"]));
      await allowHost(ctx, { partnerId, host: "localhost" });
      expect(await registerAtPartner(ctx, partnerId)).toEqual({ ok: true, value: true });
      expect(hostsCalled()).toContain("localhost");
      await ctx.db.update(partners).set({ state: "left" }).where(eq(partners.id, partnerId));
      cpo.calls.length = 0;
      cpo.isRegistered = false;
    }
  });

  it("is registered where only what we never call is there", async () => {
    const { tokenA } = await invitePartner(ctx, { name: "Fake CPO" });
    const other = { identifier: "nltNapData", role: "SENDER", url: "https://other.example/x" };
    cpo.faults = { endpoints: [...endpointsAt(() => false), other] };
    const answer = await cpo.registerAt(`${server.baseUrl}/ocpi/versions`, tokenA);
    expect(answer.body.status_code).toBe(1000);
  });

  it("cannot move there by a change of credentials alone: all stays as it was", async () => {
    const { partnerId, tokenA } = await invitePartner(ctx, { name: "Fake CPO" });
    await cpo.registerAt(`${server.baseUrl}/ocpi/versions`, tokenA);
    const before = await readPartnerConnection(ctx, partnerId);
    const calls = cpo.calls.length;
    const body = { ...cpo.credentials(cpo.newToken()), url: elsewhere(cpo.versionsUrl) };
    const url = `${server.baseUrl}/ocpi/${version}/credentials`;
    expect((await cpo.call("PUT", url, { body })).body.status_code).toBe(3001);
    expect(cpo.calls).toHaveLength(calls);
    const { state, token, versionsUrl, endpoints } = await readPartnerConnection(ctx, partnerId);
    expect({ state, token, versionsUrl, endpoints }).toEqual({
      state: "registered",
      token: before.token,
      versionsUrl: before.versionsUrl,
      endpoints: before.endpoints,
    });
    expect((await seen(partnerId)).refusedHosts).toEqual(["localhost"]);
    await allowHost(ctx, { partnerId, host: "localhost" });
    expect((await cpo.call("PUT", url, { body })).body.status_code).toBe(3001);
    // The host is known now, but its modules still stand at the old one: that is no host of the new address.
    expect((await seen(partnerId)).refusedHosts).toEqual(["127.0.0.1"]);
  });

  it("is not called there by anything: the message that was not sent is kept with the reason", async () => {
    const { partnerId, tokenA } = await invitePartner(ctx, { name: "Fake CPO" });
    await cpo.registerAt(`${server.baseUrl}/ocpi/versions`, tokenA);
    const partner = await readPartnerConnection(ctx, partnerId);
    const calls = cpo.calls.length;
    const url = elsewhere(cpo.origin + cpo.path("cdrs"));
    const request = { method: "GET", url, token: partner.token ?? "", module: "cdrs" } as const;
    await expect(callPartner(ctx, partner, request)).rejects.toThrow(PartnerError);
    expect(cpo.calls).toHaveLength(calls);
    const kept = await ctx.db
      .select({ outcome: ocpiMessages.outcome, reasons: ocpiMessages.reasons })
      .from(ocpiMessages)
      .where(and(eq(ocpiMessages.partnerId, partnerId), eq(ocpiMessages.module, "cdrs")));
    const reasons = ["Operations must allow the host first: localhost."];
    expect(kept).toEqual([{ outcome: "failed", reasons }]);
  });
});
