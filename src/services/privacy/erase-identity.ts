import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { BOOK_YEARS } from "@/core/privacy/kept-classes";
import { accountMembers, purposeRules } from "@/db/schema/accounts";
import { cardOrders } from "@/db/schema/cards";
import { chargeDisputeEvents, chargeDisputes, disputePictures } from "@/db/schema/charge-disputes";
import { drivers, tokens } from "@/db/schema/drivers";
import { notificationChoices, pushSubscriptions } from "@/db/schema/notifications";
import { dataExports } from "@/db/schema/privacy";
import { receiptPacks, receiptSchedules } from "@/db/schema/receipts";
import { signUps, termsAcceptances } from "@/db/schema/sign-ups";
import { memberships, users } from "@/db/schema/users";
import { chargingGoals, chargingRoutines, vehicles } from "@/db/schema/vehicles";
import type { Ctx } from "@/services/context";
import { orderCustomerErasure } from "@/services/payments/erase-stripe-customer";
import { addressesOf, forgetAddresses } from "./forget-addresses";

/** Whose identity goes, and what stands in its place. */
export interface Forgotten {
  readonly driverId: Id<"driver">;
  readonly pseudonym: string;
}

/**
 * Takes a driver's identity out of everything but the books, which go on under his pseudonym: his name, address and
 * contact, the numbers of his cards, his cars and plans, what he was told at any address, his sign-ins, archives and, unless he works for
 * somebody else here, his user. Documents that were issued to him, records of operators and what was said in disputes
 * stay as the law has them kept. Call it in the transaction of the erasure. Returns how much of what went, and until
 * when the rest stays.
 */
export async function eraseIdentity(tx: Ctx, who: Forgotten): Promise<Record<string, unknown>> {
  const { driverId, pseudonym } = who;
  const [driver] = await tx.db
    .select({
      userId: drivers.userId,
      email: drivers.email,
      country: sql<string>`${drivers.address} ->> 'country'`,
    })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)));
  if (!driver) return {};
  const cars = await forgetCars(tx, driverId);
  const cards = await forgetCards(tx, who);
  const known = await addressesOf(tx, { driverId, ...driver });
  const { notices, trail } = await forgetAddresses(tx, known, pseudonym);
  const members = await forgetAccount(tx, who);
  const pictures = await forgetDisputes(tx, who);
  await orderCustomerErasure(tx, driverId);
  await tx.db
    .update(drivers)
    .set({
      name: pseudonym,
      email: `${pseudonym.toLowerCase()}@erased.invalid`,
      vatNumber: null,
      address: { line1: "", postalCode: "", city: "", country: driver.country },
      userId: null,
      state: "closed",
    })
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)));
  const user = driver.userId === null ? 0 : await forgetUser(tx, driver.userId, driver.email);
  const today = tx.clock.now().toZonedDateTimeISO("UTC").toPlainDate();
  return {
    cars,
    cards,
    notices,
    trail,
    members,
    pictures,
    user,
    booksUntil: `${today.year + BOOK_YEARS + 1}-01-01`,
  };
}

async function forgetCars(tx: Ctx, driverId: Id<"driver">): Promise<number> {
  const goals = and(eq(chargingGoals.tenantId, tx.tenantId), eq(chargingGoals.driverId, driverId));
  await tx.db.delete(chargingGoals).where(goals);
  await tx.db
    .delete(chargingRoutines)
    .where(
      and(eq(chargingRoutines.tenantId, tx.tenantId), eq(chargingRoutines.driverId, driverId)),
    );
  const cars = await tx.db
    .delete(vehicles)
    .where(and(eq(vehicles.tenantId, tx.tenantId), eq(vehicles.driverId, driverId)))
    .returning({ id: vehicles.id });
  return cars.length;
}

/** The tokens stay, because charges refer to them; their numbers go, and so does where cards were sent. */
async function forgetCards(tx: Ctx, { driverId, pseudonym }: Forgotten): Promise<number> {
  const erased = await tx.db
    .update(tokens)
    .set({
      uid: sql`${pseudonym} || '-' || right(${tokens.id}::text, 12)`,
      uidUpper: sql`upper(replace(${pseudonym} || right(${tokens.id}::text, 12), '-', ''))`,
      contractId: pseudonym,
      visualNumber: null,
      name: null,
      valid: false,
    })
    .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.driverId, driverId)))
    .returning({ id: tokens.id });
  await tx.db
    .update(cardOrders)
    .set({
      recipient: pseudonym,
      cardName: "",
      address: sql`jsonb_build_object('line1', '', 'postalCode', '', 'city', '', 'country', ${cardOrders.address} ->> 'country')`,
    })
    .where(and(eq(cardOrders.tenantId, tx.tenantId), eq(cardOrders.driverId, driverId)));
  return erased.length;
}

async function forgetAccount(tx: Ctx, { driverId, pseudonym }: Forgotten): Promise<number> {
  const members = await tx.db
    .update(accountMembers)
    .set({
      name: pseudonym,
      email: sql`lower(${pseudonym}) || '-' || right(${accountMembers.id}::text, 12) || '@erased.invalid'`,
      state: "removed",
      userId: null,
      inviteSha256: null,
      removedAt: tx.clock.now(),
    })
    .where(and(eq(accountMembers.tenantId, tx.tenantId), eq(accountMembers.driverId, driverId)))
    .returning({ id: accountMembers.id });
  await tx.db
    .delete(purposeRules)
    .where(and(eq(purposeRules.tenantId, tx.tenantId), eq(purposeRules.driverId, driverId)));
  await tx.db
    .delete(dataExports)
    .where(and(eq(dataExports.tenantId, tx.tenantId), eq(dataExports.driverId, driverId)));
  await tx.db
    .delete(receiptPacks)
    .where(and(eq(receiptPacks.tenantId, tx.tenantId), eq(receiptPacks.driverId, driverId)));
  await tx.db
    .delete(receiptSchedules)
    .where(
      and(eq(receiptSchedules.tenantId, tx.tenantId), eq(receiptSchedules.driverId, driverId)),
    );
  return members.length;
}

/** What was said of a charge explains the books and stays, under the pseudonym; the pictures of it go. */
async function forgetDisputes(tx: Ctx, { driverId, pseudonym }: Forgotten): Promise<number> {
  const own = tx.db
    .select({ id: chargeDisputes.id })
    .from(chargeDisputes)
    .where(and(eq(chargeDisputes.tenantId, tx.tenantId), eq(chargeDisputes.driverId, driverId)));
  await tx.db
    .update(chargeDisputeEvents)
    .set({ by: pseudonym })
    .where(
      and(
        eq(chargeDisputeEvents.tenantId, tx.tenantId),
        inArray(chargeDisputeEvents.disputeId, own),
        eq(chargeDisputeEvents.byKind, "driver"),
      ),
    );
  const gone = await tx.db
    .delete(disputePictures)
    .where(and(eq(disputePictures.tenantId, tx.tenantId), inArray(disputePictures.disputeId, own)))
    .returning({ id: disputePictures.id });
  return gone.length;
}

/** The user goes with all that hangs on it, unless he has another role or account here. */
async function forgetUser(tx: Ctx, userId: Id<"user">, email: string): Promise<number> {
  await tx.db
    .delete(signUps)
    // One of before has the address that he had then.
    .where(
      and(
        eq(signUps.tenantId, tx.tenantId),
        or(eq(signUps.email, email), eq(signUps.userId, userId)),
      ),
    );
  await tx.db
    .delete(termsAcceptances)
    .where(and(eq(termsAcceptances.tenantId, tx.tenantId), eq(termsAcceptances.userId, userId)));
  await tx.db
    .delete(notificationChoices)
    .where(
      and(eq(notificationChoices.tenantId, tx.tenantId), eq(notificationChoices.userId, userId)),
    );
  await tx.db
    .delete(pushSubscriptions)
    .where(and(eq(pushSubscriptions.tenantId, tx.tenantId), eq(pushSubscriptions.userId, userId)));
  const elsewhere = await tx.db
    .select({ id: accountMembers.id })
    .from(accountMembers)
    .where(and(eq(accountMembers.userId, userId), isNull(accountMembers.removedAt)))
    .limit(1);
  if (elsewhere.length === 0) {
    await tx.db
      .delete(memberships)
      .where(
        and(
          eq(memberships.tenantId, tx.tenantId),
          eq(memberships.userId, userId),
          eq(memberships.role, "driver"),
        ),
      );
  }
  const roles = await tx.db
    .select({ role: memberships.role })
    .from(memberships)
    .where(eq(memberships.userId, userId))
    .limit(1);
  if (roles.length > 0) return 0;
  await tx.db.delete(users).where(eq(users.id, userId));
  return 1;
}
