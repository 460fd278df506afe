import { eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import { encodePlan } from "@/core/plans/plan";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { driverPlans, plans, planVersions } from "@/db/schema/plans";
import { exchangeRates, legalEntities, tenants, vatRates } from "@/db/schema/tenants";
import { memberships, users, type Role } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { openContext, type Ctx, type Runtime } from "@/services/context";
import { addPartnerToRegister } from "@/services/partners/add-partner-to-register";
import { invitePartner } from "@/services/partners/invite-partner";
import { invitePartnerPerson } from "@/services/partners/invite-partner-person";
import { storeToken } from "@/services/tokens/store-token";
import { saveVehicle } from "@/services/vehicles/save-vehicle";
import { grantCredit } from "@/services/wallet/grant-credit";
import { setAutoTopup } from "@/services/wallet/auto-topup-settings";
import { DEMO_CARS } from "./demo-cars";
import { seedDemoCards } from "./demo-cards-stock";
import { seedDemoFirm } from "./demo-firm";
import { seedDemoMarket } from "./demo-market/seed-demo-market";
import { ASTRID, JONAS, SANNE, type DemoDriver } from "./demo-people";
import { demoPlans, type DemoPlan } from "./demo-plans";
import { seedDemoReceipts } from "./demo-receipts";
import { seedDemoSite } from "./demo-site";
import { seedDemoTerms } from "./demo-terms/seed-demo-terms";

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
    const running = await seedPlan(ctx, demoPlans.running);
    const fixed = await seedPlan(ctx, demoPlans.fixed);
    const prepaid = await seedPlan(ctx, demoPlans.prepaid);
    await seedPlan(ctx, demoPlans.flex);
    const astrid = await seedDriver(ctx, { ...ASTRID, planVersionId: running });
    const jonas = await seedDriver(ctx, { ...JONAS, planVersionId: fixed });
    const sanne = await seedDriver(ctx, { ...SANNE, planVersionId: prepaid });
    const freja = await seedStaff(ctx, "finans@kvitt.example", "Freja Nilsson", "finance");
    // What needs two people needs her.
    await seedStaff(ctx, "karin.holm@kvitt.example", "Karin Holm", "finance");
    await seedWallet(ctx, { sanne, freja });
    const firm = await seedDemoFirm(ctx, { planVersionId: running, since: SINCE });
    await seedDemoTerms(ctx, SINCE, [astrid, jonas, sanne, firm]);
    await seedDemoCards(ctx, { astrid });
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
    await saveVehicle(asDriver(ctx, astrid), DEMO_CARS.family);
    await saveVehicle(asDriver(ctx, jonas), DEMO_CARS.city);
    await saveVehicle(asDriver(ctx, sanne), DEMO_CARS.family);
    await seedDemoReceipts(asDriver(ctx, astrid));
    await seedDemoSite(ctx, nordstrom.partnerId);
    await seedDemoMarket(ctx, ctx.clock.now());
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
    billing: { interimAbove: { SEK: "300000", EUR: "30000" }, lateCdrWaitHours: 0 },
    portal: {
      signUp: "open",
      countries: ["SE", "DE", "DK", "FI", "NL", "NO"],
      supportEmail: "kund@kvitt.example",
      privacyEmail: "integritet@kvitt.example",
    },
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
    iban: "SE4550000000058398257466",
  });
  // A made-up rate, so that euro can be handed to bookkeeping in kronor.
  await ctx.db.insert(exchangeRates).values({
    tenantId,
    currency: "EUR",
    quote: "SEK",
    validOn: Temporal.PlainDate.from("2025-01-01"),
    rateMicro: micro("11.05"),
    source: "demo",
    createdAt: SINCE,
  });
  await ctx.db.insert(vatRates).values(
    STANDARD_RATES.flatMap(([country, rate]) =>
      TAXED_KINDS.map((supplyKind) => ({
        tenantId,
        country,
        supplyKind,
        validFrom: SINCE,
        rate,
        source: "standard rate of the country",
      })),
    ),
  );
}

/** What bears the standard rate; energy for cars does in each of these countries. */
const TAXED_KINDS = ["ENERGY", "ACCESS_FEE", "E_ROAMING_FEE", "IDLE_FEE"] as const;

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

async function seedPlan(
  ctx: Ctx,
  { code, name, kind, currency, plan }: DemoPlan,
): Promise<Id<"planVersion">> {
  const { tenantId } = ctx;
  const planId = newId<"plan">();
  const id = newId<"planVersion">();
  await ctx.db.insert(plans).values({ tenantId, id: planId, code, kind });
  await ctx.db.insert(planVersions).values({
    tenantId,
    id,
    planId,
    version: 1,
    name,
    priceMode: plan.mode,
    basis: plan.basis,
    currency,
    definition: encodePlan(plan),
    publishedAt: SINCE,
  });
  return id;
}

async function seedDriver(
  ctx: Ctx,
  person: DemoDriver & { readonly planVersionId: Id<"planVersion"> },
): Promise<DriverPerson> {
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
  return { userId, driverId, email: person.email };
}

interface DriverPerson {
  readonly userId: Id<"user">;
  readonly driverId: Id<"driver">;
  readonly email: string;
}

function asUser(ctx: Ctx, actor: Omit<Extract<Ctx["actor"], { kind: "user" }>, "kind">): Ctx {
  return { ...ctx, actor: { kind: "user", ...actor } };
}

function asDriver(ctx: Ctx, person: DriverPerson): Ctx {
  return asUser(ctx, { ...person, roles: ["driver"] });
}

/** Sanne pays beforehand: she got some credit as a welcome, and her wallet tops itself up from her card. */
async function seedWallet(
  ctx: Ctx,
  { sanne, freja }: { readonly sanne: DriverPerson; readonly freja: Id<"user"> },
): Promise<void> {
  const finance = asUser(ctx, {
    userId: freja,
    email: "finans@kvitt.example",
    roles: ["finance"],
    driverId: null,
  });
  await grantCredit(finance, {
    lotId: newId<"walletLot">(),
    driverId: sanne.driverId,
    currency: SANNE.currency,
    amountMinor: 40_00n,
    reason: "Welcome to Kvitt",
    expiresAt: ctx.clock.now().add({ hours: 90 * 24 }),
  });
  await setAutoTopup(asDriver(ctx, sanne), {
    currency: SANNE.currency,
    isOn: true,
    thresholdMinor: 15_00n,
    topupMinor: 50_00n,
    maxDayMinor: 200_00n,
    maxMonthMinor: 500_00n,
  });
}

async function seedStaff(ctx: Ctx, email: string, name: string, role: Role): Promise<Id<"user">> {
  const userId = await seedUser(ctx, { email, name, locale: "sv" });
  await ctx.db.insert(memberships).values({ tenantId: ctx.tenantId, userId, role });
  return userId;
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
