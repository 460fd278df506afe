import type { Id } from "@/core/ids";
import { decideVat } from "@/core/invoicing/vat";
import type { VatBuyer } from "@/core/invoicing/vat-parties";
import { vatAmountOf } from "@/core/money/vat-amount";
import { allowanceBook } from "@/core/plans/allowance-book";
import { billingPeriodAt } from "@/core/plans/billing-period";
import { exampleCharges, type ExampleCharge, type ExampleUse } from "@/core/plans/example-month";
import type { Plan } from "@/core/plans/plan";
import { termsIn } from "@/core/plans/subscription-terms";
import type { Period } from "@/core/time/period";
import { priceCharge } from "@/services/cdrs/price-charge";
import type { Ctx } from "@/services/context";
import { readVatTerms, type VatTerms } from "@/services/tenants/read-vat-terms";
import { exampleCdr, type SampledPlace } from "./example-cdr";
import type { OfferedVersion } from "./list-offered-versions";
import { findMiddlePlaces, type MiddlePlaces } from "./sample-places";

/** Who asks, before there is a driver. */
export interface EstimateAsk {
  readonly use: ExampleUse;
  readonly currency: string;
  readonly country: string;
  readonly timeZone: string;
  readonly buyer: Pick<VatBuyer, "kind" | "vatNumber">;
}

/** A plan with what the example month would come to, VAT included. Minor units. */
export interface EstimatedPlan {
  readonly planId: Id<"plan">;
  readonly planVersionId: Id<"planVersion">;
  readonly name: string;
  readonly kind: OfferedVersion["kind"];
  readonly plan: Plan;
  /** The fee of a usual month, without a trial; 0 without one. */
  readonly feeMinor: bigint;
  /** Null where a charge could not be priced: part of a sum would look like a low price. */
  readonly totalMinor: bigint | null;
}

/** What the figures are made of, to be said beside them. */
export interface EstimateBasis {
  readonly normal: BasisPart | null;
  readonly fast: BasisPart | null;
  readonly isOwnCountry: boolean;
}

/** One kind of charging in the example. */
export interface BasisPart {
  readonly charges: number;
  /** 10⁻⁶ kWh in all. */
  readonly energy: bigint;
  /** The station in the middle. */
  readonly place: string;
  readonly city: string;
  readonly operator: string;
  /** How many stations were looked at. */
  readonly looked: number;
}

/** Plans compared by an example month. */
export interface MonthEstimate {
  readonly currency: string;
  readonly plans: readonly EstimatedPlan[];
  readonly basis: EstimateBasis;
}

/**
 * What plans would come to for a use: the charges of a coming month at two real stations whose prices are in the
 * middle, each billed as its CPO bills by its tariff and priced by the very code that prices drivers' charges, with
 * what a subscription includes and its fee, VAT in it. Trials are left out.
 */
export async function estimateMonth(
  ctx: Ctx,
  ask: EstimateAsk,
  versions: readonly OfferedVersion[],
): Promise<MonthEstimate> {
  const { currency, country, timeZone, use } = ask;
  const month = billingPeriodAt(billingPeriodAt(ctx.clock.now(), timeZone).end, timeZone);
  const charges = exampleCharges(use, month, timeZone);
  const [places, termsOf] = await Promise.all([
    findMiddlePlaces(ctx, { currency, country, at: month.start.add({ hours: 18 }) }),
    readVatTerms(ctx, [null]),
  ]);
  const vat: VatTerms = { ...termsOf(null), buyer: { ...ask.buyer, country, evidence: null } };
  const world = { currency, timeZone, month, charges, places, vat };
  return {
    currency,
    plans: versions.map((version) => estimateOne(version, world)),
    basis: basisOf(places, charges),
  };
}

interface World {
  readonly currency: string;
  readonly timeZone: string;
  readonly month: Period;
  readonly charges: readonly ExampleCharge[];
  readonly places: MiddlePlaces;
  readonly vat: VatTerms;
}

function estimateOne(version: OfferedVersion, world: World): EstimatedPlan {
  const { planId, planVersionId, name, kind, plan } = version;
  const { currency, month, timeZone } = world;
  const terms = plan.subscription;
  const fee = terms && termsIn(terms, currency);
  const book = terms && fee ? allowanceBook(terms, fee.feeMinor, [month], timeZone) : null;
  const feeMinor = feeWithVat(book?.fees[0] ?? 0n, plan, world);
  let totalMinor: bigint | null = feeMinor;
  for (const charge of world.charges) {
    const gross = priceOne(version, charge, { ...world, book });
    totalMinor = gross === null || totalMinor === null ? null : totalMinor + gross;
  }
  return { planId, planVersionId, name, kind, plan, feeMinor: feeMinor ?? 0n, totalMinor };
}

function feeWithVat(amountMinor: bigint, { basis }: Plan, { vat, month }: World): bigint | null {
  if (amountMinor === 0n) return 0n;
  const supplyCountry = vat.seller.country;
  const decided = decideVat({
    supplyKind: "ACCESS_FEE",
    supplyCountry,
    servicedAt: month.start,
    ...vat,
  });
  return decided.ok ? vatAmountOf(basis, amountMinor, decided.value.rate).grossMinor : null;
}

function priceOne(
  plan: OfferedVersion,
  charge: ExampleCharge,
  {
    places,
    vat,
    currency,
    book,
  }: World & { readonly book: ReturnType<typeof allowanceBook> | null },
): bigint | null {
  const place = charge.isFast ? places.fast : places.normal;
  if (!place) return null;
  const made = exampleCdr(place, charge);
  if (!made.ok) return null;
  const { timeZone, tariffs, policy } = place;
  const priced = priceCharge({
    cdr: made.value.cdr,
    plan,
    facts: { timeZone, vat, tariffs, policy, lock: null },
    acceptedCostMinor: made.value.costMinor,
    verdict: "match",
    allowance: book?.at(charge.at) ?? null,
  });
  if (!priced.ok || priced.value.currency !== currency || priced.value.price === null) return null;
  const { use, grossMinor } = priced.value.price;
  if (book && use) book.use(charge.at, use);
  return grossMinor;
}

function basisOf(places: MiddlePlaces, charges: readonly ExampleCharge[]): EstimateBasis {
  const part = (kind: "normal" | "fast", place: SampledPlace | null): BasisPart | null => {
    const own = charges.filter(({ isFast }) => isFast === (kind === "fast"));
    if (!place || own.length === 0) return null;
    const { name, address, city } = place.location;
    return {
      charges: own.length,
      energy: own.reduce((sum, { energy }) => sum + energy, 0n),
      place: name ?? address,
      city,
      operator: place.operator,
      looked: places.looked[kind],
    };
  };
  return {
    normal: part("normal", places.normal),
    fast: part("fast", places.fast),
    isOwnCountry: places.isOwnCountry,
  };
}
