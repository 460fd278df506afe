import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { accountMembers, type MemberRole } from "@/db/schema/accounts";
import { drivers, tokens } from "@/db/schema/drivers";
import { driverPlans } from "@/db/schema/plans";
import { memberships, users } from "@/db/schema/users";
import { saveCostCentre } from "@/services/accounts/cost-centres";
import { inviteMember } from "@/services/accounts/invite-member";
import { saveRule } from "@/services/accounts/purpose-rules";
import type { Ctx } from "@/services/context";
import { storeToken } from "@/services/tokens/store-token";
import { saveVehicle } from "@/services/vehicles/save-vehicle";
import { setOwnLimit } from "@/services/wallet/spending-limit-rows";
import { DEMO_CARS } from "./demo-cars";

/** The demo's firm. Its cards are charged with by `scripts/stack/play-firm.mjs`. */
export const FIRM = {
  name: "Lindqvist & Berg Arkitekter AB",
  number: "10004",
  vatNumber: "SE559312480201",
  address: { line1: "Skeppsbron 14", postalCode: "111 30", city: "Stockholm", country: "SE" },
  contractId: "SE-KVT-C00000044-1",
  owner: { name: "Elin Lindqvist", email: "elin@kvitt.example", card: "04D1E0A7C25B80" },
} as const;

interface FirmMember {
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly costCentre: "4100" | "4200" | null;
  readonly card: string | null;
}

const MEMBERS: readonly FirmMember[] = [
  {
    name: "Anna Falk",
    email: "anna.falk@kvitt.example",
    role: "driver",
    costCentre: "4100",
    card: "04A7FA1C53D280",
  },
  {
    name: "Bo Sandell",
    email: "bo@lindqvistberg.example",
    role: "driver",
    costCentre: "4200",
    card: "04B05A9DE17C80",
  },
  {
    name: "Maria Nyman",
    email: "maria.nyman@kvitt.example",
    role: "bookkeeper",
    costCentre: null,
    card: null,
  },
  {
    name: "Oskar Ljung",
    email: "oskar@lindqvistberg.example",
    role: "admin",
    costCentre: "4100",
    card: null,
  },
];

const [SALES, SITE] = [
  { code: "4100", name: "Försäljning" },
  { code: "4200", name: "Bygg" },
];

/** The firm with its people, cards, cost centres, rules and limits. Returns its owner. */
export async function seedDemoFirm(
  ctx: Ctx,
  {
    planVersionId,
    since,
  }: { readonly planVersionId: Id<"planVersion">; readonly since: Temporal.Instant },
): Promise<{ readonly userId: Id<"user">; readonly driverId: Id<"driver"> }> {
  const { tenantId } = ctx;
  const { owner } = FIRM;
  const driverId = newId<"driver">();
  const userId = await seedPerson(ctx, owner);
  await ctx.db.insert(drivers).values({
    tenantId,
    id: driverId,
    userId,
    number: FIRM.number,
    name: FIRM.name,
    email: owner.email,
    locale: "sv",
    timeZone: "Europe/Stockholm",
    kind: "business",
    vatNumber: FIRM.vatNumber,
    address: FIRM.address,
    currency: "SEK",
    createdAt: since,
  });
  await ctx.db.insert(driverPlans).values({ tenantId, driverId, validFrom: since, planVersionId });
  const actor = { kind: "user", userId, email: owner.email, roles: ["driver"], driverId } as const;
  const asOwner: Ctx = { ...ctx, actor };
  await seedCard(ctx, { driverId, uid: owner.card, name: "Elins kort" });
  await storeToken(ctx, {
    driverId,
    uid: "APP-FIRM",
    type: "APP_USER",
    contractId: FIRM.contractId,
  });
  await seedCard(ctx, { driverId, uid: "04C0FFEE21A980", name: "Poolkortet" });
  const centres = {
    "4100": await saveCostCentre(asOwner, null, SALES),
    "4200": await saveCostCentre(asOwner, null, SITE),
  };
  const members = new Map<string, Id<"member">>();
  for (const member of MEMBERS) {
    const { costCentre } = member;
    const costCentreId = costCentre === null ? null : centres[costCentre];
    members.set(member.name, await seedMember(ctx, { driverId, since, costCentreId, member }));
  }
  await seedRules(asOwner, members, centres["4200"]);
  await seedLimits(asOwner, members);
  await saveVehicle(asOwner, { ...DEMO_CARS.city, name: "Poolbilen" });
  await inviteMember(asOwner, {
    name: "Klara Wik",
    email: "klara@lindqvistberg.example",
    role: "driver",
    costCentreId: centres["4200"],
  });
  return { userId, driverId };
}

async function seedRules(
  owner: Ctx,
  members: ReadonlyMap<string, Id<"member">>,
  site: string,
): Promise<void> {
  const bo = members.get("Bo Sandell");
  const office = { from: "06:00", to: "19:00" };
  await saveRule(owner, null, {
    name: "Helg",
    condition: { weekdays: [6, 7] },
    purpose: "private",
    costCentreId: null,
  });
  await saveRule(owner, null, {
    name: "Bo på bygget",
    condition: { weekdays: [1, 2, 3, 4, 5], ...office, ...(bo && { memberIds: [bo] }) },
    purpose: "business",
    costCentreId: site,
  });
  await saveRule(owner, null, {
    name: "Kvällar",
    condition: { from: office.to, to: office.from },
    purpose: "private",
    costCentreId: null,
  });
}

async function seedLimits(owner: Ctx, members: ReadonlyMap<string, Id<"member">>): Promise<void> {
  const limits = [
    ["Anna Falk", 250_000n],
    ["Bo Sandell", 150_000n],
  ] as const;
  for (const [name, amountMinor] of limits) {
    const memberId = members.get(name) ?? null;
    await setOwnLimit(owner, {
      span: "month",
      tokenId: null,
      memberId,
      currency: "SEK",
      amountMinor,
    });
  }
}

async function seedMember(
  ctx: Ctx,
  of: {
    readonly driverId: Id<"driver">;
    readonly since: Temporal.Instant;
    readonly costCentreId: Id<"other"> | null;
    readonly member: FirmMember;
  },
): Promise<Id<"member">> {
  const { driverId, since, costCentreId, member } = of;
  const { name, email, role, card } = member;
  const id = newId<"member">();
  await ctx.db.insert(accountMembers).values({
    tenantId: ctx.tenantId,
    id,
    driverId,
    userId: await seedPerson(ctx, member),
    name,
    email,
    role,
    state: "active",
    costCentreId,
    invitedBy: "system:demo",
    invitedAt: since,
    joinedAt: since,
  });
  const first = name.split(" ")[0] ?? name;
  if (card !== null)
    await seedCard(ctx, { driverId, memberId: id, uid: card, name: `${first}s kort` });
  return id;
}

async function seedCard(
  ctx: Ctx,
  card: {
    readonly driverId: Id<"driver">;
    readonly memberId?: Id<"member">;
    readonly uid: string;
    readonly name: string;
  },
): Promise<void> {
  const { driverId, memberId, uid, name } = card;
  const contract = memberId ? { memberId } : { contractId: FIRM.contractId };
  const id = await storeToken(ctx, { driverId, uid, type: "RFID", visualNumber: uid, ...contract });
  // Held since ever: what is charged in the days before counts, too.
  await ctx.db
    .update(tokens)
    .set({ name, memberSince: null })
    .where(and(eq(tokens.tenantId, ctx.tenantId), eq(tokens.id, id)));
}

async function seedPerson(
  ctx: Ctx,
  { name, email }: { readonly name: string; readonly email: string },
): Promise<Id<"user">> {
  const id = newId<"user">();
  await ctx.db.insert(users).values({ id, email, name, locale: "sv" });
  await ctx.db.insert(memberships).values({ tenantId: ctx.tenantId, userId: id, role: "driver" });
  return id;
}
