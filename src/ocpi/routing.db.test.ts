import { desc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { ocpiMessages } from "@/db/schema/partners";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { testRuntime } from "@/testing/builders/context";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { authorizationIn } from "@/testing/wire-forms";
import type { OcpiVersion } from "./codec";
import type { JsonObject } from "./json-value";
import { ocpiRoutes } from "./ocpi-routes";
import { pushReceivers } from "./push-receivers";
import { createOcpiHandler, type OcpiHandler } from "./router";
import { WIRE } from "./wire-objects.fixture";

const database = testDatabase();
const MISROUTED = "OCPI-to names a party that is not here: this is SE/KVT.";
let tenant: TestTenant;
let handler: OcpiHandler;
const tokens = { CPO: "", HUB: "" };

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  handler = createOcpiHandler(testRuntime(database.pool, tenant.clock), ocpiRoutes(pushReceivers));
  const aRole = (role: string, partyId: string) => ({
    role,
    countryCode: "SE",
    partyId,
    name: partyId,
  });
  const cpo = await aPartner(tenant.ctx, { roles: [aRole("CPO", "NSL"), aRole("NSP", "NS2")] });
  const hub = await aPartner(tenant.ctx, { roles: [aRole("HUB", "HUB"), aRole("CPO", "HCP")] });
  tokens.CPO = await issueInboundToken(tenant.ctx, cpo.id, "C");
  tokens.HUB = await issueInboundToken(tenant.ctx, hub.id, "C");
});

/** Posts a new CDR; `null` leaves that header out. */
async function post(
  version: OcpiVersion,
  as: keyof typeof tokens,
  ends: { readonly from: string | null; readonly to: string | null },
) {
  const owner = { country_code: "SE", party_id: as === "CPO" ? "NSL" : "HCP" };
  const id: string = crypto.randomUUID();
  const body: JsonObject = { ...WIRE[version].cdr, ...owner, id };
  const end = (which: string, party: string | null) =>
    party === null
      ? {}
      : { [`OCPI-${which}-country-code`]: "SE", [`OCPI-${which}-party-id`]: party };
  const response = await handler(
    new Request(`http://kvitt.test/ocpi/${version}/receiver/cdrs`, {
      method: "POST",
      headers: {
        authorization: authorizationIn(version, tokens[as]),
        ...end("from", ends.from),
        ...end("to", ends.to),
      },
      body: JSON.stringify(body),
    }),
  );
  const envelope = (await response.json()) as Readonly<Record<string, unknown>>;
  const { headers } = response;
  return {
    ocpi: envelope["status_code"],
    message: envelope["status_message"],
    from: headers.get("ocpi-from-party-id"),
    to: headers.get("ocpi-to-party-id"),
    id,
  };
}

describe.each(["2.2.1", "2.3.0"] as const)("whom a request of %s is for", (version) => {
  it.each([
    ["CPO", "NSL", "QQQ", "NSL"],
    // Its own party, or a hub that it is not, is no receiver either.
    ["CPO", "NSL", "NS2", "NSL"],
    ["CPO", "NSL", "HUB", "NSL"],
    ["CPO", null, "QQQ", null],
    ["CPO", "KVT", "QQQ", "QQQ"],
    ["HUB", "HUB", "NSL", "HUB"],
    ["HUB", "HCP", "QQQ", "HCP"],
  ] as const)(
    "is asked of us: one of a %s from %s to %s is refused, kept, and answered as us",
    async (as, from, to, answered) => {
      const seen = await post(version, as, { from, to });
      expect([seen.ocpi, seen.message]).toEqual([2001, MISROUTED]);
      expect([seen.from, seen.to]).toEqual(["KVT", answered]);
      const [kept] = await tenant.ctx.db
        .select()
        .from(ocpiMessages)
        .where(eq(ocpiMessages.tenantId, tenant.tenantId))
        .orderBy(desc(ocpiMessages.id))
        .limit(1);
      expect(kept).toMatchObject({ outcome: "rejected", module: "cdrs", reasons: [MISROUTED] });
      expect(Buffer.from(kept?.body ?? []).toString("utf8")).toContain(seen.id);
    },
  );

  it.each([
    ["CPO", "NSL", "KVT", "NSL"],
    ["CPO", "nsl", "kvt", "nsl"],
    ["CPO", "NSL", null, "NSL"],
    // Both ends mixed up.
    ["CPO", "KVT", "NSL", "NSL"],
    ["CPO", null, "NSL", null],
    ["CPO", "KVT", "KVT", null],
    // A hub that broadcasts.
    ["HUB", "HUB", "HUB", "HUB"],
    ["HUB", "HCP", "HUB", "HCP"],
    ["HUB", "HCP", "KVT", "HCP"],
  ] as const)(
    "is taken from a %s that sends from %s to %s, and answered as us",
    async (as, from, to, answered) => {
      const seen = await post(version, as, { from, to });
      expect([seen.ocpi, seen.from, seen.to]).toEqual([1000, "KVT", answered]);
    },
  );
});

it("is not asked in 2.1.1, which has no such headers", async () => {
  const seen = await post("2.1.1", "CPO", { from: "NSL", to: "QQQ" });
  expect([seen.ocpi, seen.from, seen.to]).toEqual([1000, null, null]);
});
