import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { hubClients } from "@/db/schema/exchange";
import { ocpiMessages } from "@/db/schema/partners";
import type { OcpiVersion } from "@/ocpi/codec";
import { ocpiRoutes } from "@/ocpi/ocpi-routes";
import { pushReceivers } from "@/ocpi/push-receivers";
import { createOcpiHandler, type OcpiHandler } from "@/ocpi/router";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { testRuntime } from "@/testing/builders/context";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { laterVersions } from "@/testing/version-examples";

const database = testDatabase();
let tenant: TestTenant;
let handler: OcpiHandler;

async function aConnection(role: string, partyId: string, version: OcpiVersion) {
  const roles = [{ role, countryCode: "NL", partyId, name: partyId }];
  const { id } = await aPartner(tenant.ctx, { roles, version });
  return issueInboundToken(tenant.ctx, id, "C");
}

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  handler = createOcpiHandler(testRuntime(database.pool, tenant.clock), ocpiRoutes(pushReceivers));
});

async function ask(
  token: string,
  method: string,
  path: string,
  more: { body?: object; headers?: Record<string, string> } = {},
) {
  const response = await handler(
    new Request(`http://kvitt.test/ocpi/${path}`, {
      method,
      headers: { authorization: `Token ${token}`, ...more.headers },
      body: more.body && JSON.stringify(more.body),
    }),
  );
  const { status_code: ocpi, data } = (await response.json()) as {
    status_code: number;
    data?: unknown;
  };
  return { http: response.status, ocpi, data };
}

describe.each(laterVersions)("a hub of $version", ({ version, session, ownedBy }) => {
  const info = `${version}/receiver/hubclientinfo/NL/ABC`;
  const clientInfo = (status: string, last_updated: string) => ({
    country_code: "NL",
    party_id: "ABC",
    role: "CPO",
    status,
    last_updated,
  });
  let hub: string;
  let cpo: string;
  beforeAll(async () => {
    tenant = await aTenant(database.pool);
    hub = await aConnection("HUB", "HUB", version);
    cpo = await aConnection("CPO", "FKE", version);
  });
  const pushSession = (token: string, partyId: string, headers?: Record<string, string>) =>
    ask(token, "PUT", `${version}/receiver/sessions/NL/${partyId}/101`, {
      body: { ...session, ...ownedBy("NL", partyId) },
      headers,
    });

  it("speaks for the parties that it has listed, and for no others", async () => {
    expect((await pushSession(hub, "ABC")).http).toBe(404);
    const listed = await ask(hub, "PUT", info, {
      body: clientInfo("CONNECTED", "2026-11-02T10:00:00Z"),
    });
    expect([listed.http, listed.ocpi]).toEqual([201, 1000]);
    const from = (partyId: string) => ({
      "OCPI-from-country-code": "nl",
      "OCPI-from-party-id": partyId,
    });
    expect((await pushSession(hub, "ABC", from("abc"))).http).toBe(201);
    expect((await pushSession(hub, "ABC", from("HUB"))).http).toBe(200);
    expect((await pushSession(hub, "ABC", from("XYZ"))).ocpi).toBe(2001);
    expect((await pushSession(hub, "XYZ")).http).toBe(404);
    expect((await pushSession(cpo, "ABC")).http).toBe(404);
  });

  it("tells who can be reached; older news change nothing and are kept", async () => {
    await ask(hub, "PUT", info, { body: clientInfo("SUSPENDED", "2026-11-02T10:30:00Z") });
    const late = await ask(hub, "PUT", info, {
      body: clientInfo("CONNECTED", "2026-11-02T10:15:00Z"),
    });
    expect([late.http, late.ocpi]).toEqual([200, 1000]);
    expect((await ask(hub, "GET", info.toLowerCase())).data).toEqual(
      clientInfo("SUSPENDED", "2026-11-02T10:30:00Z"),
    );
    const rows = await tenant.ctx.db
      .select({ status: hubClients.status })
      .from(hubClients)
      .where(eq(hubClients.tenantId, tenant.tenantId));
    expect(rows).toEqual([{ status: "SUSPENDED" }]);
    const messages = await tenant.ctx.db
      .select({ outcome: ocpiMessages.outcome })
      .from(ocpiMessages)
      .where(
        and(
          eq(ocpiMessages.tenantId, tenant.tenantId),
          eq(ocpiMessages.module, "hubclientinfo"),
          eq(ocpiMessages.objectKey, "NL/ABC"),
        ),
      );
    expect(messages).toHaveLength(3);
  });

  it("is told where a body differs from its address, or says nothing that we know", async () => {
    const other = { ...clientInfo("CONNECTED", "2026-11-02T11:00:00Z"), party_id: "XYZ" };
    expect((await ask(hub, "PUT", info, { body: other })).ocpi).toBe(2001);
    const unknown = clientInfo("ASLEEP", "2026-11-02T11:00:00Z");
    expect((await ask(hub, "PUT", info, { body: unknown })).ocpi).toBe(2001);
    expect((await ask(hub, "GET", `${version}/receiver/hubclientinfo/NL/XYZ`)).http).toBe(404);
  });

  it("alone is shown the module and may use it", async () => {
    const shown = async (token: string) => {
      const { data } = await ask(token, "GET", version);
      const { endpoints } = data as { endpoints: { identifier: string }[] };
      return endpoints.map(({ identifier }) => identifier).includes("hubclientinfo");
    };
    expect([await shown(hub), await shown(cpo)]).toEqual([true, false]);
    const body = clientInfo("CONNECTED", "2026-11-02T12:00:00Z");
    expect((await ask(cpo, "PUT", info, { body })).http).toBe(404);
  });
});

describe("a record of an invoice's CDRs", () => {
  let cpo: string;
  beforeAll(async () => {
    cpo = await aConnection("CPO", "FKE", "2.3.0");
  });
  const module = "2.3.0/receiver/invoicereconciliation";
  const record = (last_updated: string, cdrs = ["C-1", "C-2"]) => ({
    country_code: "NL",
    party_id: "FKE",
    id: "REC-1",
    invoice_id: "INV-2026-11",
    cdrs,
    last_updated,
  });
  const at = `${module}/nl/fke/rec-1`;

  it("is kept, read back, changed, deleted, and may come again", async () => {
    const first = record("2026-11-02T10:00:00Z");
    expect((await ask(cpo, "POST", module, { body: first })).http).toBe(201);
    expect((await ask(cpo, "GET", at)).data).toEqual(first);
    const changed = record("2026-11-02T10:30:00Z", ["C-1", "C-2", "C-3"]);
    expect((await ask(cpo, "PUT", at, { body: changed })).http).toBe(200);
    expect((await ask(cpo, "PUT", at, { body: first })).http).toBe(200);
    expect((await ask(cpo, "GET", at)).data).toEqual(changed);
    expect((await ask(cpo, "DELETE", at)).http).toBe(200);
    expect((await ask(cpo, "GET", at)).http).toBe(404);
    expect((await ask(cpo, "DELETE", at)).http).toBe(404);
    expect((await ask(cpo, "POST", module, { body: first })).http).toBe(201);
  });

  it("is not of earlier versions, and not of other parties", async () => {
    const body = record("2026-11-02T12:00:00Z");
    expect((await ask(cpo, "POST", "2.2.1/receiver/invoicereconciliation", { body })).http).toBe(
      404,
    );
    expect((await ask(cpo, "POST", module, { body: { ...body, party_id: "XYZ" } })).ocpi).toBe(
      2001,
    );
    expect((await ask(cpo, "POST", module, { body: { ...body, invoice_id: null } })).ocpi).toBe(
      2001,
    );
  });
});
