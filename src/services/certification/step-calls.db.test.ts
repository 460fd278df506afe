import { eq } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { cdrRatings } from "@/db/schema/cdrs";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner } from "@/testing/pushing-partner";
import { rateAll } from "@/testing/roaming-driver";
import { stepsOf } from "./certification-step";
import { EXAMPLE_TOKEN } from "./example-objects";
import { ourAddresses } from "./our-addresses";
import { stepCalls } from "./step-calls";

const database = testDatabase();
let tenant: TestTenant;

const BASE = "http://kvitt.test";

beforeAll(async () => {
  tenant = await aTenant(database.pool);
});

it.each(["2.1.1", "2.2.1", "2.3.0"] as const)(
  "the examples of %s are accepted as they stand, in the order of the steps, and the claim is right",
  async (version) => {
    const { ctx } = tenant;
    const party = { countryCode: "SE", partyId: `N${version.replaceAll(".", "").slice(1)}` };
    const partner = await aPushingPartner(
      database.pool,
      tenant,
      [`${party.countryCode}/${party.partyId}`],
      { version },
    );
    const { uid, contractId } = await aToken(ctx, (await aDriver(ctx)).id);
    const ours = ourAddresses(BASE, { settings: {}, roles: [] }).find(
      (one) => one.version === version,
    );
    const calls = stepCalls({
      version,
      party,
      us: { countryCode: "SE", partyId: "KVT" },
      currency: "SEK",
      now: ctx.clock.now(),
      versionsUrl: `${BASE}/ocpi/versions`,
      detailsUrl: ours?.detailsUrl ?? "",
      urlOf: (module) => ours?.modules.find(({ identifier }) => identifier === module)?.url ?? "",
    });
    let location: string | null = null;
    for (const { id, group } of stepsOf(version)) {
      const call = calls[id];
      if (!call || group === "connection") continue;
      const filled = (text: string) =>
        text.replaceAll(EXAMPLE_TOKEN.uid, uid).replaceAll(EXAMPLE_TOKEN.contractId, contractId);
      const path = filled(call.url ?? location ?? "").replace(`${BASE}/ocpi/${version}/`, "");
      const body = call.body === null ? undefined : filled(JSON.stringify(call.body));
      const answer = await partner.ask(call.method, path, body);
      const expected = id === "authorize-unknown" ? 2004 : 1000;
      expect(answer, `${id}: ${answer.message}`).toMatchObject({ ocpi: expected });
      location = answer.location ?? location;
    }
    await rateAll(ctx);
    const rated = await ctx.db
      .select({ verdict: cdrRatings.verdict })
      .from(cdrRatings)
      .where(eq(cdrRatings.tenantId, tenant.tenantId));
    expect(new Set(rated.map(({ verdict }) => verdict))).toEqual(new Set(["match"]));
  },
);
