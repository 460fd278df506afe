import type { Id } from "@/core/ids";
import type { Pool } from "@/db/client";
import { newId } from "@/db/new-id";
import { legalEntities, tenants, vatRates } from "@/db/schema/tenants";
import type { Actor, Ctx } from "@/services/context";
import { testClock, testContext, type TestClock } from "./context";

/** A tenant of the suite's own. */
export interface TestTenant {
  readonly tenantId: Id<"tenant">;
  readonly legalEntityId: Id<"legalEntity">;
  readonly clock: TestClock;
  /** Acts as the system, on the tenant's clock. */
  readonly ctx: Ctx;
  /** The same world with someone else acting. */
  as(actor: Actor): Ctx;
}

/** Mints a tenant (SE/KVT, SEK, Stockholm) with one legal entity and the VAT rates of SE, NL, NO and DE. */
export async function aTenant(
  pool: Pool,
  values: Partial<typeof tenants.$inferInsert> & { readonly now?: string } = {},
): Promise<TestTenant> {
  const { now, ...columns } = values;
  const clock = testClock(now);
  const tenantId = newId<"tenant">();
  const legalEntityId = newId<"legalEntity">();
  await pool.db.insert(tenants).values({
    id: tenantId,
    name: "Kvitt Laddning",
    countryCode: "SE",
    partyId: "KVT",
    currency: "SEK",
    timeZone: "Europe/Stockholm",
    ...columns,
  });
  await pool.db.insert(legalEntities).values({
    tenantId,
    id: legalEntityId,
    name: "Kvitt Laddning AB",
    organisationNumber: "559999-0001",
    vatNumber: "SE559999000101",
    address: { line1: "Ringvägen 1", postalCode: "118 60", city: "Stockholm", country: "SE" },
    email: "faktura@kvitt.example",
    bankAccount: "BG 5555-0001",
    iban: "SE4550000000058398257466",
  });
  const validFrom = Temporal.Instant.from("2020-01-01T00:00:00Z");
  const rates = { SE: 250_000, NL: 210_000, NO: 250_000, DE: 190_000 };
  await pool.db.insert(vatRates).values(
    Object.entries(rates).flatMap(([country, rate]) =>
      ["ENERGY", "ACCESS_FEE"].map((supplyKind) => ({
        tenantId,
        country,
        supplyKind,
        validFrom,
        rate,
        source: "test",
      })),
    ),
  );
  const as = (actor?: Actor) => testContext(pool, { tenantId, clock, ...(actor && { actor }) });
  return { tenantId, legalEntityId, clock, ctx: as(), as };
}
