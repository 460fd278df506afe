import { and, asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { newId } from "@/db/new-id";
import { cdrs } from "@/db/schema/cdrs";
import { JsonNumber } from "@/ocpi/json-value";
import { decideCdr } from "@/services/cdrs/decide-cdr";
import { rateDueCdrs } from "@/services/cdrs/rate-due-cdrs";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aPushingPartner } from "@/testing/pushing-partner";
import { laterVersions, version211, type VersionExamples } from "@/testing/version-examples";

const database = testDatabase();

/** A cost as each version writes it, with the other sign. */
function negative(cost: unknown): unknown {
  if (cost instanceof JsonNumber) return new JsonNumber(`-${cost.source}`);
  if (Array.isArray(cost)) return cost.map(negative);
  if (typeof cost !== "object" || cost === null) return cost;
  return Object.fromEntries(Object.entries(cost).map(([key, value]) => [key, negative(value)]));
}

/** A partner whose CDR of the specification's example was accepted as claimed: 4.00 before tax. */
async function start({ version, cdr, ownedBy }: VersionExamples) {
  const tenant = await aTenant(database.pool);
  const cpo = await aPushingPartner(database.pool, tenant, ["BE/BEC"], { version });
  const original: Record<string, unknown> = { ...cdr, ...ownedBy("BE", "BEC"), id: "Original" };
  await cpo.send("POST", "cdrs", original);
  await rateDueCdrs(tenant.ctx);
  const read = async () =>
    tenant.ctx.db
      .select()
      .from(cdrs)
      .where(and(eq(cdrs.tenantId, tenant.tenantId)))
      .orderBy(asc(cdrs.receivedAt), asc(cdrs.id));
  const [held] = await read();
  if (!held) throw new RangeError("the CDR was not stored");
  const userId = newId<"user">();
  const email = "finans@kvitt.test";
  const roles = ["finance"] as const;
  await decideCdr(tenant.as({ kind: "user", userId, email, roles, driverId: null }), {
    cdrId: held.id,
    decision: "accept_claim",
    note: "As agreed.",
  });
  const credit = { ...original, id: "Credit", total_cost: negative(original["total_cost"]) };
  return { tenant, cpo, original, credit, read };
}

describe.each(laterVersions)("a Credit CDR of $version", (examples) => {
  it("takes the whole of the CDR that it names back, once, however often it comes", async () => {
    const { tenant, cpo, credit, read } = await start(examples);
    const named = { ...credit, credit: true, credit_reference_id: "ORIGINAL" };
    for (const body of [named, named, { ...named, id: "Credit-2" }]) {
      expect(await cpo.send("POST", "cdrs", body)).toMatchObject({ ocpi: 1000 });
      await rateDueCdrs(tenant.ctx);
    }
    const [original, taken, surplus] = await read();
    expect(original).toMatchObject({ acceptedCostMinor: 4_00n, creditedByCdrId: taken?.id });
    expect(taken).toMatchObject({ state: "accepted", acceptedCostMinor: -4_00n });
    expect(surplus).toMatchObject({ state: "held", acceptedCostMinor: null });
    expect(surplus?.heldReasons).toEqual([expect.stringMatching(/^credit-double:/)]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });
});

describe("a correction of 2.1.1", () => {
  it("is a negative cost for the same charge, which it takes back whole", async () => {
    const { tenant, cpo, credit, read } = await start(version211);
    expect(await cpo.send("POST", "cdrs", credit)).toMatchObject({ ocpi: 1000 });
    await rateDueCdrs(tenant.ctx);
    const [original, taken] = await read();
    expect(original).toMatchObject({ acceptedCostMinor: 4_00n, creditedByCdrId: taken?.id });
    expect(taken).toMatchObject({ state: "accepted", isCredit: true, acceptedCostMinor: -4_00n });
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });
});
