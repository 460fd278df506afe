import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import { formatScaled, type Rate } from "@/core/money/quantity";

/** Every kind of account there is. The database holds the same list as a check. */
export const accountKinds = [
  "driver_receivable",
  "driver_unbilled_receivable",
  "driver_wallet",
  "driver_refund_payable",
  "revenue",
  "vat",
  "roaming_cost",
  "cpo_payable",
  "stripe_clearing",
  "stripe_fees",
  "bank",
  "disputes_receivable",
  "bad_debt",
  "rounding",
  "exchange",
  "deferred_subscription",
  "input_vat",
  "goodwill",
  "unallocated",
  "payment_in_transit",
  "bank_fees",
] as const;

/** What an account stands for. */
export type AccountKind = (typeof accountKinds)[number];

/**
 * Names an account; with a currency it is one row. Debit is positive: what others owe us and what things
 * cost us is above zero, what we owe and what we earn is below. Drivers' accounts have an owner.
 */
export interface AccountRef {
  readonly code: string;
  readonly kind: AccountKind;
  readonly ownerId: Id<"driver"> | null;
}

/** What a driver's account holds: billed, not yet billed, his credit with us, what we owe him back. */
export type DriverAccount = "receivable" | "unbilled_receivable" | "wallet" | "refund_payable";

/** What is sold. */
export type RevenueKind =
  | "energy"
  | "parking"
  | "fee"
  | "subscription"
  | "reminder_fee"
  | "late_interest"
  | "breakage";

/** `driver:<id>:receivable` and its kin. */
export function driverAccount(driverId: Id<"driver">, which: DriverAccount): AccountRef {
  return { code: `driver:${driverId}:${which}`, kind: `driver_${which}`, ownerId: driverId };
}

/** `revenue:energy` and its kin. */
export function revenueAccount(kind: RevenueKind): AccountRef {
  return house(`revenue:${kind}`, "revenue");
}

/** `vat:<country>:<percent>`: what we owe that state at that rate ("vat:SE:25"). */
export function vatAccount(country: string, rate: Rate): AccountRef {
  invariant(/^[A-Z]{2}$/.test(country), `not a country: ${country}`);
  return house(`vat:${country}:${formatScaled(BigInt(rate), 4)}`, "vat");
}

/** `cpo:<country>-<party>:payable`: what we owe an operator of stations ("cpo:SE-NSL:payable"). */
export function cpoPayableAccount(party: {
  readonly countryCode: string;
  readonly partyId: string;
}): AccountRef {
  const code = `${party.countryCode}-${party.partyId}`.toUpperCase();
  return house(`cpo:${code}:payable`, "cpo_payable");
}

/** What charging at others' stations costs us, before tax. */
export const roamingCostAccount = house("cost:roaming", "roaming_cost");

/** What Stripe holds for us. */
export const stripeClearingAccount = house("stripe:clearing", "stripe_clearing");

/** What Stripe charges us. */
export const stripeFeesAccount = house("stripe:fees", "stripe_fees");

/** The minor units between VAT per charge and VAT per document. */
export const roundingAccount = house("rounding", "rounding");

/** Fees that were invoiced in advance and are not earned yet. */
export const deferredSubscriptionAccount = house("deferred:subscription", "deferred_subscription");

/** Our bank, by currency. */
export const bankAccount = house("bank", "bank");

/** What our bank charges us. */
export const bankFeesAccount = house("bank:fees", "bank_fees");

/** What a dispute took from us while it is open. */
export const disputesAccount = house("disputes:receivable", "disputes_receivable");

/** What drivers will not pay. */
export const badDebtAccount = house("bad_debt", "bad_debt");

/** Credit that we gave away. */
export const goodwillAccount = house("goodwill", "goodwill");

/** Money that came in or went out, and nobody yet knows for what. */
export const unallocatedAccount = house("unallocated", "unallocated");

/** Payments to creditors that our bank was told to make. */
export const paymentInTransitAccount = house("payment_in_transit", "payment_in_transit");

/** VAT on what we buy that a state gives back ("input_vat:SE"). */
export function inputVatAccount(country: string): AccountRef {
  invariant(/^[A-Z]{2}$/.test(country), `not a country: ${country}`);
  return house(`input_vat:${country}`, "input_vat");
}

function house(code: string, kind: AccountKind): AccountRef {
  return { code, kind, ownerId: null };
}
