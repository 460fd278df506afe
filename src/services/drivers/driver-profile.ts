import { and, desc, eq } from "drizzle-orm";
import { plainIdentifier } from "@/core/invoicing/plain-identifier";
import type { Language } from "@/core/language";
import { drivers } from "@/db/schema/drivers";
import { vatNumberChecks, type PostalAddress } from "@/db/schema/tenants";
import { accountLinks, users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireOwner } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readPortal } from "@/services/tenants/read-portal";
import { actingUser } from "@/services/users/acting-user";
import { namePerson } from "@/services/users/rename-person";
import { askForCheck } from "@/services/vat-numbers/ask-for-check";
import { readBillTo, readName, type BillToInput } from "./bill-to";

/** What a driver has told of himself. */
export interface DriverProfile {
  readonly number: string;
  /** His own name. */
  readonly name: string;
  /** Whom bills are made out to, where that is a company. */
  readonly companyName: string | null;
  readonly email: string;
  readonly locale: Language;
  readonly kind: "consumer" | "business";
  readonly vatNumber: string | null;
  /** What the look-up said last; checking: no answer yet. Null without a number. */
  readonly vatStanding: "checking" | "valid" | "invalid" | null;
  readonly address: PostalAddress;
  readonly since: Temporal.Instant;
  /** Ids of identity providers that are linked. */
  readonly identities: readonly string[];
  readonly countries: readonly string[];
}

/** The acting driver's own profile. @throws ServiceError FORBIDDEN for whoever runs another's account. */
export async function readDriverProfile(ctx: Ctx): Promise<DriverProfile> {
  const { driver, user } = await readOwn(ctx);
  const [portal, links, vatStanding] = await Promise.all([
    readPortal(ctx),
    ctx.db
      .select({ provider: accountLinks.provider })
      .from(accountLinks)
      .where(eq(accountLinks.userId, user.id)),
    readVatStanding(ctx, driver.vatNumber),
  ]);
  const { number, email, locale, kind, vatNumber, address, createdAt } = driver;
  const isBusiness = kind === "business";
  return {
    number,
    name: user.name ?? driver.name,
    companyName: isBusiness ? driver.name : null,
    email,
    locale,
    kind,
    vatNumber,
    vatStanding,
    address,
    since: createdAt,
    identities: [...new Set(links.map(({ provider }) => provider))],
    // Where he lives already is his own choice, also where we take no more newcomers.
    countries: [...new Set([address.country, ...portal.countries])],
  };
}

/** What of it can be changed at once. */
export interface ProfileChange extends BillToInput {
  readonly name: string;
}

/**
 * Changes the acting driver's name, address and whom bills are made out to, from now on: documents that were issued keep
 * theirs. A VAT number that is new is looked up, which blocks nothing.
 * @throws ServiceError FORBIDDEN, INVALID naming the field.
 */
export async function saveDriverProfile(ctx: Ctx, change: ProfileChange): Promise<void> {
  const { driver, user } = await readOwn(ctx);
  const { countries } = await readPortal(ctx);
  const name = readName(change.name);
  const billTo = readBillTo(change, [...countries, driver.address.country]);
  const { address, kind, companyName, vatNumber } = billTo;
  await inTransaction(ctx, async (tx) => {
    await namePerson(tx, user.id, name);
    await tx.db
      .update(drivers)
      .set({ name: companyName ?? name, address, kind, vatNumber })
      .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driver.id)));
    if (vatNumber !== null && vatNumber !== driver.vatNumber) {
      await askForCheck({ ...tx, actor: { kind: "system", name: "profile" } }, vatNumber);
    }
    await writeAudit(tx, {
      action: "driver.profile",
      subjectType: "driver",
      subjectId: driver.id,
      detail: { kind, country: address.country, hasVatNumber: vatNumber !== null },
    });
  });
}

async function readOwn(ctx: Ctx) {
  const driverId = requireOwner(ctx);
  const { userId } = actingUser(ctx);
  const [[driver], [user]] = await Promise.all([
    ctx.db
      .select()
      .from(drivers)
      .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId))),
    ctx.db.select().from(users).where(eq(users.id, userId)),
  ]);
  if (!driver || !user) throw new ServiceError("NOT_FOUND", "There is no such driver.");
  return { driver, user };
}

async function readVatStanding(
  ctx: Ctx,
  vatNumber: string | null,
): Promise<DriverProfile["vatStanding"]> {
  if (vatNumber === null) return null;
  const [latest] = await ctx.db
    .select({ isValid: vatNumberChecks.isValid })
    .from(vatNumberChecks)
    .where(
      and(
        eq(vatNumberChecks.tenantId, ctx.tenantId),
        eq(vatNumberChecks.vatNumber, plainIdentifier(vatNumber)),
      ),
    )
    .orderBy(desc(vatNumberChecks.checkedAt))
    .limit(1);
  if (latest?.isValid === "yes") return "valid";
  return latest?.isValid === "no" ? "invalid" : "checking";
}
