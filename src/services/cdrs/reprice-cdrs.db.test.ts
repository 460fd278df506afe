import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { newId } from "@/db/new-id";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { repriceCdrs } from "./reprice-cdrs";

const database = testDatabase();
const always = Temporal.Instant.from("2026-01-01T00:00:00Z");

async function start() {
  const tenant = await aTenant(database.pool);
  const { send } = await aRoamingDriver(database.pool, tenant);
  await send("POST", "cdrs", cdrOf("A", 1, 10));
  await send("POST", "cdrs", { ...cdrOf("B", 9, 5), tariffs: [] });
  await rateAll(tenant.ctx);
  return { tenant, send };
}

describe("pricing history again", () => {
  it("gives the same figures, and looks at what began since then only", async () => {
    const { tenant } = await start();
    expect(await repriceCdrs(tenant.ctx, always)).toEqual({ checked: 2, differences: [] });
    const later = Temporal.Instant.from("2026-10-05T00:00:00Z");
    expect(await repriceCdrs(tenant.ctx, later)).toEqual({ checked: 1, differences: [] });
  });

  it("names a price that comes out otherwise, with the engine and the zones of then and now", async () => {
    const { tenant } = await start();
    const [row] = await tenant.ctx.db
      .select()
      .from(cdrRatings)
      .innerJoin(cdrs, eq(cdrs.ratingId, cdrRatings.id))
      .where(and(eq(cdrs.tenantId, tenant.tenantId), eq(cdrs.ocpiId, "A")));
    const id = newId<"cdrRating">();
    const other = { ownExclMicro: 39_000_000n, engineVersion: "kvitt-rating/0" };
    await tenant.ctx.db.insert(cdrRatings).values({ ...row!.cdr_ratings, id, ...other });
    await tenant.ctx.db.update(cdrs).set({ ratingId: id }).where(eq(cdrs.id, row!.cdrs.id));
    const { differences } = await repriceCdrs(tenant.ctx, always);
    expect(differences).toMatchObject([
      { ocpiId: "A", kind: "price", stored: [39_000_000n, 50_000_000n] },
    ]);
    expect(differences[0]?.now).toEqual([40_000_000n, 50_000_000n]);
    expect(differences[0]?.engine[0]).toBe("kvitt-rating/0");
  });

  it("says where the tariffs that a price was made from are no longer the same", async () => {
    const { tenant, send } = await start();
    const [tariff] = cdrOf("A", 1, 10).tariffs;
    // Told after the charge, for a time before it.
    await send("PUT", "tariffs/SE/NSL/T1", {
      ...tariff,
      elements: [{ price_components: [{ type: "ENERGY", price: 9, vat: 25, step_size: 1 }] }],
      last_updated: "2026-09-20T00:00:00Z",
    });
    const { differences } = await repriceCdrs(tenant.ctx, always);
    expect(differences).toMatchObject([{ ocpiId: "B", kind: "inputs", now: null }]);
  });
});
