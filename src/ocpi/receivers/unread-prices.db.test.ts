import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { cdrs } from "@/db/schema/cdrs";
import type { JsonObject } from "@/ocpi/json-value";
import type { PartnerSettings } from "@/db/schema/partners";
import { getCdr } from "@/services/cdrs/get-cdr";
import { rateDueCdrs } from "@/services/cdrs/rate-due-cdrs";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner } from "@/testing/pushing-partner";
import { laterVersions, version211, type VersionExamples } from "@/testing/version-examples";

const database = testDatabase();
const TIME: JsonObject = { type: "TIME", price: "2.00", step_size: "300" };

/** Posts the specification's CDR with a tariff of these elements, and rates what is due. */
async function post(
  { version, cdr, ownedBy }: VersionExamples,
  tariff: JsonObject,
  settings: PartnerSettings = {},
) {
  const tenant = await aTenant(database.pool);
  const cpo = await aPushingPartner(database.pool, tenant, ["BE/BEC"], { version, settings });
  const owner = ownedBy("BE", "BEC");
  const whole = { ...owner, id: "12", currency: "EUR", last_updated: "2015-02-02T14:15:01Z" };
  const body = { ...cdr, ...owner, tariffs: [{ ...whole, ...tariff }] };
  const answer = await cpo.send("POST", "cdrs", body);
  await rateDueCdrs(tenant.ctx);
  const [row] = await tenant.ctx.db.select().from(cdrs).where(eq(cdrs.tenantId, tenant.tenantId));
  return { answer, row, tenant };
}

describe.each([version211, ...laterVersions])(
  "a CDR of $version whose own tariff has a word that OCPI does not know",
  (examples) => {
    it.each<[string, JsonObject]>([
      [
        "elements[0].price_components[1].type: SESSION_TIME",
        {
          elements: [
            { price_components: [TIME, { type: "SESSION_TIME", price: "9", step_size: "1" }] },
          ],
        },
      ],
      [
        "elements[0].restrictions.day_of_week[1]: HOLIDAY",
        {
          elements: [
            { price_components: [TIME], restrictions: { day_of_week: ["SUNDAY", "HOLIDAY"] } },
            { price_components: [TIME] },
          ],
        },
      ],
    ])("is stored and held for finance, and prices nothing: %s", async (word, tariff) => {
      const { answer, row, tenant } = await post(examples, tariff);
      expect(answer).toMatchObject({ http: 201, ocpi: 1000 });
      const path = word.slice(0, word.indexOf(":"));
      expect(row).toMatchObject({ state: "held", verdict: "unpriceable", acceptedCostMinor: null });
      expect(row?.notes).toContain(`tariffs[0].${path}: unknown-value`);
      expect(row?.heldReasons).toContain("unpriceable: unread-tariff");
      if (!row) throw new Error("the CDR was not stored");
      const { ratings } = await getCdr(tenant.ctx, row.id);
      const unpriceable = { code: "unread-tariff", tariffId: "12", unread: [word] };
      expect(ratings[0]).toMatchObject({ ownExclMicro: null, unpriceable });
    });

    it("is refused where the partner is read strictly, and where it is more than a word", async () => {
      const odd = { type: "SESSION_TIME", price: "9", step_size: "1" };
      const tariff = { elements: [{ price_components: [odd] }] };
      const strict = await post(examples, tariff, { strictness: "strict" });
      expect(strict.answer).toMatchObject({ http: 200, ocpi: 2001 });
      expect(strict.answer.message).toContain("price_components[0].type: unknown-value");
      const worse = { elements: [{ price_components: [odd, { ...TIME, price: "much" }] }] };
      const { answer, row } = await post(examples, worse);
      expect([answer.ocpi, row]).toEqual([2001, undefined]);
    });
  },
);
