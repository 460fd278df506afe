import { eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import { encodePlan, type Plan } from "@/core/plans/plan";
import type { Tariff } from "@/core/roaming/tariff";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { driverPlans, plans, planVersions } from "@/db/schema/plans";
import { legalEntities, tenants, vatRates } from "@/db/schema/tenants";
import { memberships, users, type Role } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { openContext, type Ctx, type Runtime } from "@/services/context";
import { addPartnerToRegister } from "@/services/partners/add-partner-to-register";
import { invitePartner } from "@/services/partners/invite-partner";
import { invitePartnerPerson } from "@/services/partners/invite-partner-person";
import { storeToken } from "@/services/tokens/store-token";

/** What the demo agreed with its simulators beforehand. */
export interface DemoPartners {
  readonly tokenForCpoA: string;
  readonly cpoB: { readonly versionsUrl: string; readonly token: string };
}

const SINCE = Temporal.Instant.from("2025-01-01T00:00:00Z");

/** Makes the demo's eMSP with its people, plans and partners. A database that has a tenant stays as it is. */
export async function seedDemo(runtime: Runtime, demo: DemoPartners): Promise<"seeded" | "kept"> {
  const [existing] = await runtime.pool.db.select({ id: tenants.id }).from(tenants).limit(1);
  if (existing) return "kept";
  const tenantId = newId<"tenant">();
  const outer = openContext(runtime, { tenantId, actor: { kind: "system", name: "demo" } });
  await inTransaction(outer, async (ctx) => {
    await seedTenant(ctx);
    const costPlus = await seedPlan(ctx, {
      code: "lopande",
      name: "Kvitt Löpande",
      plan: COST_PLUS,
    });
    const ownTariff = await seedPlan(ctx, { code: "fast", name: "Kvitt Fast", plan: OWN_TARIFF });
    await seedDriver(ctx, { ...ASTRID, planVersionId: costPlus });
    await seedDriver(ctx, { ...JONAS, planVersionId: ownTariff });
    await seedDriver(ctx, { ...SANNE, planVersionId: costPlus });
    await seedStaff(ctx, "finans@kvitt.example", "Freja Nilsson", "finance");
    await seedStaff(ctx, "drift@kvitt.example", "David Ek", "operations");
    const nordstrom = await invitePartner(ctx, {
      name: "Nordström Laddning",
      tokenA: demo.tokenForCpoA,
      // Charges that are asked for by hand begin in the past, where the story may have had a car at the same plug.
      settings: { findings: { "overlap-evse": "note" } },
    });
    await invitePartnerPerson(ctx, {
      partnerId: nordstrom.partnerId,
      email: "nora.nordstrom@kvitt.example",
      name: "Nora Ström",
    });
    await addPartnerToRegister(ctx, { name: "Kanaal Energie", ...demo.cpoB });
  });
  return "seeded";
}

async function seedTenant(ctx: Ctx): Promise<void> {
  const { tenantId } = ctx;
  await ctx.db.insert(tenants).values({
    id: tenantId,
    name: "Kvitt",
    countryCode: "SE",
    partyId: "KVT",
    currency: "SEK",
    timeZone: "Europe/Stockholm",
    website: "https://kvitt.example",
    // The demo delivers last month's charges late and should not keep its visitors waiting.
    closeAfterHours: 0,
  });
  await ctx.db.insert(legalEntities).values({
    tenantId,
    id: newId<"legalEntity">(),
    name: "Kvitt Demo AB",
    organisationNumber: "556000-4615",
    vatNumber: "SE556000461501",
    address: { line1: "Hornsgatan 20", postalCode: "118 20", city: "Stockholm", country: "SE" },
    email: "faktura@kvitt.example",
    bankAccount: "SE45 5000 0000 0583 9825 7466",
  });
  await ctx.db.insert(vatRates).values(
    STANDARD_RATES.map(([country, rate]) => ({
      tenantId,
      country,
      supplyKind: "ENERGY",
      validFrom: SINCE,
      rate,
      source: "standard rate of the country",
    })),
  );
}

/** Standard rates of VAT in 10⁻⁴ %, November 2026; electricity for cars is at the standard rate in each. */
const STANDARD_RATES = [
  ["SE", 250_000],
  ["DK", 250_000],
  ["FI", 255_000],
  ["NO", 250_000],
  ["DE", 190_000],
  ["NL", 210_000],
  ["BE", 210_000],
] as const;

const COST_PLUS: Plan = {
  mode: "cost_plus",
  basis: "gross",
  prices: [
    {
      currency: "SEK",
      markup: { percentage: 80_000, perKwh: micro("0.15"), perSession: micro("2") },
    },
    {
      currency: "EUR",
      markup: { percentage: 80_000, perKwh: micro("0.015"), perSession: micro("0.2") },
    },
  ],
};

const RETAIL_TARIFF: Tariff = {
  countryCode: "SE",
  partyId: "KVT",
  id: "KVITT-FAST",
  currency: "SEK",
  taxIncluded: "YES",
  tariffAltText: [],
  elements: [
    {
      priceComponents: [{ type: "ENERGY", price: micro("4.45"), vat: 250_000, stepSize: 1 }],
      restrictions: { startTime: "22:00", endTime: "06:00", dayOfWeek: [] },
    },
    {
      priceComponents: [
        { type: "ENERGY", price: micro("6.95"), vat: 250_000, stepSize: 1 },
        { type: "PARKING_TIME", price: micro("30"), vat: 250_000, stepSize: 60 },
      ],
    },
  ],
  lastUpdated: SINCE,
};

const OWN_TARIFF: Plan = { mode: "own_tariff", basis: "gross", tariff: RETAIL_TARIFF };

async function seedPlan(
  ctx: Ctx,
  { code, name, plan }: { readonly code: string; readonly name: string; readonly plan: Plan },
): Promise<Id<"planVersion">> {
  const { tenantId } = ctx;
  const planId = newId<"plan">();
  const id = newId<"planVersion">();
  await ctx.db.insert(plans).values({ tenantId, id: planId, code, kind: "postpaid" });
  await ctx.db.insert(planVersions).values({
    tenantId,
    id,
    planId,
    version: 1,
    name,
    priceMode: plan.mode,
    basis: plan.basis,
    currency: "SEK",
    definition: encodePlan(plan),
    publishedAt: SINCE,
  });
  return id;
}

const ASTRID = {
  number: "10001",
  name: "Astrid Lindqvist",
  email: "astrid@kvitt.example",
  address: { line1: "Folkungagatan 61", postalCode: "116 22", city: "Stockholm", country: "SE" },
  contractId: "SE-KVT-C00000011-7",
  rfid: "04A2B91C5E6180",
  app: "APP-ASTRID",
  locale: "sv",
  timeZone: "Europe/Stockholm",
  currency: "SEK",
} as const;

const JONAS = {
  number: "10002",
  name: "Jonas Berg",
  email: "jonas@kvitt.example",
  address: { line1: "Linnégatan 8", postalCode: "413 04", city: "Göteborg", country: "SE" },
  contractId: "SE-KVT-C00000022-5",
  rfid: "04F7731A9B2C80",
  app: "APP-JONAS",
  locale: "sv",
  timeZone: "Europe/Stockholm",
  currency: "SEK",
} as const;

/** Charges in the Netherlands: the one whom Kanaal's simulator plays. */
const SANNE = {
  number: "10003",
  name: "Sanne de Wit",
  email: "sanne@kvitt.example",
  address: { line1: "Prinsengracht 263", postalCode: "1016 GV", city: "Amsterdam", country: "NL" },
  contractId: "SE-KVT-C00000033-3",
  rfid: "04C81D52AA7F80",
  app: "APP-SANNE",
  locale: "en",
  timeZone: "Europe/Amsterdam",
  currency: "EUR",
} as const;

async function seedDriver(
  ctx: Ctx,
  person: (typeof ASTRID | typeof JONAS | typeof SANNE) & {
    readonly planVersionId: Id<"planVersion">;
  },
): Promise<void> {
  const { tenantId } = ctx;
  const driverId = newId<"driver">();
  const userId = await seedUser(ctx, person);
  await ctx.db.insert(memberships).values({ tenantId, userId, role: "driver" });
  await ctx.db.insert(drivers).values({
    tenantId,
    id: driverId,
    userId,
    number: person.number,
    name: person.name,
    email: person.email,
    locale: person.locale,
    timeZone: person.timeZone,
    address: person.address,
    currency: person.currency,
    createdAt: SINCE,
  });
  const { contractId, rfid, app, planVersionId } = person;
  await ctx.db.insert(driverPlans).values({ tenantId, driverId, validFrom: SINCE, planVersionId });
  await storeToken(ctx, { driverId, uid: rfid, type: "RFID", visualNumber: rfid, contractId });
  await storeToken(ctx, { driverId, uid: app, type: "APP_USER", contractId });
}

async function seedStaff(ctx: Ctx, email: string, name: string, role: Role): Promise<void> {
  const userId = await seedUser(ctx, { email, name, locale: "sv" });
  await ctx.db.insert(memberships).values({ tenantId: ctx.tenantId, userId, role });
}

async function seedUser(
  ctx: Ctx,
  { email, name, locale }: Pick<typeof users.$inferInsert, "email" | "name" | "locale">,
): Promise<Id<"user">> {
  const [known] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.email, email));
  if (known) return known.id;
  const id = newId<"user">();
  await ctx.db.insert(users).values({ id, email, name, locale });
  return id;
}
