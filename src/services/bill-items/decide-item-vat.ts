import { and, desc, eq, lte } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { vatAmountOf, type PriceBasis, type VatAmount } from "@/core/money/vat-amount";
import { isOneOf } from "@/db/is-one-of";
import { drivers } from "@/db/schema/drivers";
import type { BillItemKind } from "@/db/schema/subscriptions";
import { vatRates } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

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

// Compensation for paying late is no supply (CJEU C-222/81).
const NO_SUPPLY: ReadonlySet<BillItemKind> = new Set([
  "reminder_fee",
  "collection_fee",
  "late_interest",
]);

/**
 * The VAT of items, in the order asked. Access for a fee is a service of its own, taxed where the customer is
 * (Directive 2006/112/EC art. 44, and art. 58 for services by electronic means), at the rate of that day; what
 * compensates for late payment bears none. Two statements, however many items.
 * @throws ServiceError NOT_FOUND (no such driver), PRECONDITION (no VAT rate for fees in his country).
 */
export async function decideItemVat(
  ctx: Ctx,
  questions: readonly ItemQuestion[],
): Promise<TaxedItem[]> {
  if (questions.length === 0) return [];
  const ids = [...new Set(questions.map(({ driverId }) => driverId))];
  const [people, rates] = await Promise.all([
    ctx.db
      .select({ id: drivers.id, address: drivers.address })
      .from(drivers)
      .where(and(eq(drivers.tenantId, ctx.tenantId), isOneOf(drivers.id, ids))),
    readRates(ctx, questions),
  ]);
  const countries = new Map(people.map(({ id, address }) => [id, address.country]));
  return questions.map((question) => {
    const country = countries.get(question.driverId);
    if (!country) throw new ServiceError("NOT_FOUND", "There is no such driver.");
    return NO_SUPPLY.has(question.kind)
      ? untaxed(question, country)
      : taxed(question, country, rates);
  });
}

type RateRow = Awaited<ReturnType<typeof readRates>>[number];

async function readRates(ctx: Ctx, questions: readonly ItemQuestion[]) {
  const latest = questions
    .map(({ servicedAt }) => servicedAt)
    .reduce((a, b) => (Temporal.Instant.compare(a, b) >= 0 ? a : b));
  return ctx.db
    .select()
    .from(vatRates)
    .where(
      and(
        eq(vatRates.tenantId, ctx.tenantId),
        eq(vatRates.supplyKind, "ACCESS_FEE"),
        lte(vatRates.validFrom, latest),
      ),
    )
    .orderBy(desc(vatRates.validFrom));
}

function taxed(question: ItemQuestion, country: string, rates: readonly RateRow[]): TaxedItem {
  const { basis, amountMinor, servicedAt } = question;
  const row = rates.find(
    (one) => one.country === country && Temporal.Instant.compare(one.validFrom, servicedAt) <= 0,
  );
  if (!row) {
    throw new ServiceError("PRECONDITION", `There is no VAT rate for fees in ${country}.`, {
      country,
    });
  }
  return {
    supplyCountry: country,
    vatTrace: [
      "supply ACCESS_FEE: a service apart from the electricity",
      `place of supply ${country}: where the customer is (2006/112/EC art. 44 and 58)`,
      `rate ${row.rate / 10_000} % since ${row.validFrom.toString()} (${row.source})`,
    ],
    amount: vatAmountOf(basis, amountMinor, row.rate),
  };
}

function untaxed({ kind, amountMinor }: ItemQuestion, country: string): TaxedItem {
  return {
    supplyCountry: country,
    vatTrace: [`${kind}: compensation for paying late, no supply (CJEU C-222/81)`],
    amount: {
      vatRate: 0,
      category: "O",
      netMinor: amountMinor,
      vatMinor: 0n,
      grossMinor: amountMinor,
    },
  };
}
