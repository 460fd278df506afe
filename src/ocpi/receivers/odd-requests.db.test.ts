import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { ocpiMessages } from "@/db/schema/partners";
import { ocpiRoutes } from "@/ocpi/ocpi-routes";
import { pushReceivers } from "@/ocpi/push-receivers";
import { createOcpiHandler } from "@/ocpi/router";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { testRuntime } from "@/testing/builders/context";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";
import { everyVersion } from "@/testing/version-examples";

const database = testDatabase();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
});

describe.each(everyVersion)(
  "a $version partner's odd request",
  ({ version, location, ownedBy }) => {
    let cpo: PushingPartner;
    beforeAll(async () => {
      cpo = await aPushingPartner(database.pool, tenant, ["BE/BEC"], { version });
    });

    it.each(["%00/authorize", "a%0Ab/authorize", "04A2/authorize?type=%00"])(
      "for a token that cannot be, tokens/%s, is answered as one for a token that is not",
      async (path) => {
        const answer = await cpo.ask("POST", `sender/tokens/${path}`);
        expect(answer).toMatchObject({ http: 404, ocpi: 2004 });
      },
    );

    it.each(["-271821-04-20T00:00:00Z", "0000-01-01T00:00:00Z", "%2B275760-09-13T00:00:00Z"])(
      "for a list since %s is refused and fails at nothing",
      async (date) => {
        for (const name of ["date_from", "date_to"]) {
          const answer = await cpo.ask("GET", `sender/tokens?${name}=${date}`);
          expect(answer).toMatchObject({ http: 200, ocpi: 2001 });
        }
      },
    );

    it("that PUTs an empty object changes nothing of what is held", async () => {
      const path = "locations/BE/BEC/LOC1";
      await cpo.send("PUT", path, { ...location, ...ownedBy("BE", "BEC"), id: "LOC1" });
      const before = (await cpo.send("GET", path)).data;
      const below = [
        `${path}/EMPTY`,
        `${path}/3256/EMPTY`,
        "tariffs/BE/BEC/T",
        "sessions/BE/BEC/S",
      ];
      for (const empty of [path, ...below]) {
        expect(await cpo.send("PUT", empty, {})).toMatchObject({ http: 200, ocpi: 2001 });
      }
      expect((await cpo.send("GET", path)).data).toEqual(before);
    });
  },
);

it.each(["2.2.1", "2.3.0"] as const)(
  "a hub of %s that names no party with its odd address is told that there is none",
  async (version) => {
    const hub = await aPushingPartner(database.pool, tenant, ["NL/HUB"], { version, role: "HUB" });
    for (const [method, body] of [["GET"], ["PUT", { role: "CPO", status: "PLANNED" }]] as const) {
      const answer = await hub.send(method, "hubclientinfo/NL/A%00B", body);
      expect(answer).toMatchObject({ http: 404, ocpi: 2000 });
    }
  },
);

it("a token in an address is kept in no message", async () => {
  const { id } = await aPushingPartner(database.pool, tenant, ["SE/URL"]);
  const token = await issueInboundToken(tenant.ctx, id, "C");
  const base64 = Buffer.from(token).toString("base64");
  const handler = createOcpiHandler(
    testRuntime(database.pool, tenant.clock),
    ocpiRoutes(pushReceivers),
  );
  for (const path of [`versions?token=${token}`, `nothing/${token}`, `2.2.1?t=${base64}`]) {
    await handler(
      new Request(`http://kvitt.test/ocpi/${path}`, {
        headers: { authorization: `Token ${base64}` },
      }),
    );
  }
  const rows = await database.pool.db
    .select({ url: ocpiMessages.url })
    .from(ocpiMessages)
    .where(eq(ocpiMessages.partnerId, id));
  expect(rows.map(({ url }) => url).toSorted()).toEqual([
    "/ocpi/2.2.1?t=[hidden]",
    "/ocpi/nothing/[hidden]",
    "/ocpi/versions?token=[hidden]",
  ]);
});
