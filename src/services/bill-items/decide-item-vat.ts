import { decideVat, type VatDecision } from "@/core/invoicing/vat";
import type { SupplyKind } from "@/core/invoicing/supply-kind";
import type { Id } from "@/core/ids";
import { vatAmountOf, type PriceBasis, type VatAmount } from "@/core/money/vat-amount";
import type { BillItemKind } from "@/db/schema/subscriptions";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { readVatTerms, type VatTerms } from "@/services/tenants/read-vat-terms";

/** What is to be taxed: an amount in its basis, of a driver, at a time. */
export interface ItemQuestion {
  readonly driverId: Id<"driver">;
  readonly kind: BillItemKind;
  readonly basis: PriceBasis;
  /** Minor units; negative is given back. */
  readonly amountMinor: bigint;
  readonly servicedAt: Temporal.Instant;
}

/** What an item comes to, and how its VAT was found. */
export interface TaxedItem {
  readonly supplyCountry: string;
  readonly vatTrace: readonly string[];
  readonly amount: VatAmount;
}

// What compensates for paying late is no supply.
const SUPPLY: Readonly<Record<BillItemKind, SupplyKind>> = {
  subscription_fee: "ACCESS_FEE",
  proration_credit: "ACCESS_FEE",
  proration_charge: "ACCESS_FEE",
  reminder_fee: "OTHER",
  collection_fee: "OTHER",
  late_interest: "OTHER",
  adjustment: "ACCESS_FEE",
};

/**
 * The VAT of items, in the order asked: access for a fee is a service of its own, taxed where the customer is; what
 * compensates for late payment bears none. The number of statements does not depend on how many there are.
 * @throws ServiceError PRECONDITION (no VAT rate for fees in his country).
 */
export async function decideItemVat(
  ctx: Ctx,
  questions: readonly ItemQuestion[],
): Promise<TaxedItem[]> {
  if (questions.length === 0) return [];
  const termsOf = await readVatTerms(
    ctx,
    questions.map(({ driverId }) => driverId),
  );
  return questions.map((question) => taxedItem(question, termsOf(question.driverId)));
}

function taxedItem(question: ItemQuestion, terms: VatTerms): TaxedItem {
  const { kind, basis, amountMinor, servicedAt } = question;
  const supplyCountry = terms.seller.country;
  const decided = decideVat({ supplyKind: SUPPLY[kind], supplyCountry, servicedAt, ...terms });
  if (!decided.ok) {
    throw new ServiceError("PRECONDITION", "There is no VAT rate for the fee.", {
      reason: decided.reason,
    });
  }
  const { country, trace } = decided.value;
  return {
    supplyCountry: country,
    vatTrace: trace,
    amount: amountOf(decided.value, basis, amountMinor),
  };
}

function amountOf(
  { rate, category }: VatDecision,
  basis: PriceBasis,
  amountMinor: bigint,
): VatAmount {
  const amount = vatAmountOf(basis, amountMinor, rate);
  return category === "S" ? amount : { ...amount, category };
}
