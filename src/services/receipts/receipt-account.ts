import { and, eq, type InferSelectModel } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { StatementParties } from "@/core/receipts/charge-statement";
import { drivers } from "@/db/schema/drivers";
import type { PackChoice } from "@/db/schema/receipts";
import type { Ctx } from "@/services/context";
import { buyerParty, sellerParty } from "@/services/documents/document-parties";
import { readIssuer } from "@/services/documents/read-issuer";
import { startOfDay } from "@/services/reports/report-day";
import { requireChargesReader } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import type { ChargeSelection } from "./charge-selection";

/** An account whose receipts are asked for, and how much of it. */
export interface ReceiptAccount {
  readonly driver: InferSelectModel<typeof drivers>;
  /** Only what this member charged; null: the whole account. */
  readonly memberId: Id<"member"> | null;
}

/** Days of the account's wall clock, both inclusive ("2026-11-01"), and which of its charges. */
export interface ReceiptPeriod {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly choice: PackChoice;
}

/** The account of the acting person. @throws ServiceError FORBIDDEN, UNAUTHENTICATED. */
export async function ownReceiptAccount(ctx: Ctx): Promise<ReceiptAccount> {
  const { driverId, onlyMemberId } = requireChargesReader(ctx);
  return { driver: await readDriver(ctx, driverId), memberId: onlyMemberId };
}

/** An account by its id, for the worker. @throws ServiceError NOT_FOUND. */
export async function readDriver(ctx: Ctx, driverId: Id<"driver">) {
  const [driver] = await ctx.db
    .select()
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  if (!driver) throw new ServiceError("NOT_FOUND", "There is no such account.");
  return driver;
}

/** Whose charges they are, and who bills them. @throws ServiceError PRECONDITION without a legal entity. */
export async function readStatementParties(
  ctx: Ctx,
  { driver }: ReceiptAccount,
): Promise<StatementParties> {
  const issuer = await readIssuer(ctx);
  if (!issuer) throw new ServiceError("PRECONDITION", "The tenant has no legal entity yet.");
  return { seller: sellerParty(issuer.seller), buyer: buyerParty(driver) };
}

/** The charges of a period as a selection. @throws ServiceError INVALID for a period that ends before it begins. */
export function selectionOf(
  { driver, memberId }: ReceiptAccount,
  { firstDay, lastDay, choice }: ReceiptPeriod,
): ChargeSelection {
  if (firstDay > lastDay) throw new ServiceError("INVALID", "The period ends before it begins.");
  const { timeZone } = driver;
  const from = startOfDay(firstDay, timeZone);
  return { driverId: driver.id, memberId, from, to: startOfDay(lastDay, timeZone, 1), choice };
}
