import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, toMinor, type Money } from "@/core/money/money";
import { decodeCdr } from "@/core/roaming/json";
import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockBenefits } from "@/services/subscriptions/lock-benefits";
import { loadFactsOf } from "./load-rating-facts";
import { meantOriginal } from "./meant-original";
import { priceCharge } from "./price-charge";
import { creditedCost } from "./take-back";

type CdrRow = typeof cdrs.$inferSelect;
type ChargeRow = typeof charges.$inferSelect;

/** What the driver's side comes to when a CDR is accepted. */
export type DriverOutcome =
  | { readonly kind: "booked"; readonly net: Money; readonly vat: Money; readonly gross: Money }
  /** Booked before: the driver's price does not depend on this decision. */
  | { readonly kind: "kept"; readonly gross: Money | null; readonly isInvoiced: boolean }
  /** No driver of ours: only the operator's side is booked. */
  | { readonly kind: "nobody" }
  /** A Credit CDR that is accepted as claimed: its original stands, and so does what the driver owes. */
  | { readonly kind: "untouched" }
  /** The driver gets the charge of the original back; by a credit note where it is invoiced. */
  | { readonly kind: "given-back"; readonly gross: Money | null; readonly isInvoiced: boolean }
  /** The price cannot be made, so the decision would be refused. */
  | { readonly kind: "refused"; readonly reason: string };

/** What accepting a figure would book: what we owe the operator before tax, and what the driver owes. */
export interface AcceptancePreview {
  readonly cost: Money;
  readonly driver: DriverOutcome;
}

/** What each decision on a held CDR would book. `own` is null where there is no figure of ours. */
export interface DecisionPreview {
  readonly claim: AcceptancePreview;
  readonly own: AcceptancePreview | null;
  /** What rejecting takes back from the driver's account; null where nothing of it is booked and open. */
  readonly takenBack: Money | null;
}

/**
 * What deciding a held CDR would book, by the same rules as `decideCdr`; null for one that is not held.
 * @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function previewDecision(
  ctx: Ctx,
  input: { readonly cdrId: Id<"cdr"> },
): Promise<DecisionPreview | null> {
  requireRole(ctx, "finance");
  const [found] = await ctx.db
    .select({ row: cdrs, own: cdrRatings.ownExclMicro, charge: charges })
    .from(cdrs)
    .leftJoin(
      cdrRatings,
      and(eq(cdrRatings.tenantId, cdrs.tenantId), eq(cdrRatings.id, cdrs.ratingId)),
    )
    .leftJoin(charges, and(eq(charges.tenantId, cdrs.tenantId), eq(charges.cdrId, cdrs.id)))
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, input.cdrId)));
  if (!found) throw new ServiceError("NOT_FOUND", "There is no such CDR.");
  const { row, own, charge } = found;
  if (row.state !== "held") return null;
  if (row.isCredit) return previewCredit(ctx, row);
  const driverAt = await driverPricer(ctx, row, charge);
  const accept = (micro: bigint): AcceptancePreview => {
    const cost = toMinor(micro, row.currency, "half-away");
    return { cost, driver: driverAt(cost.amountMinor) };
  };
  const takenBack = charge?.state === "open" ? charge.grossMinor : null;
  return {
    claim: accept(row.claimedExclMicro),
    own: own === null ? null : accept(own),
    takenBack: charge && takenBack !== null ? money(takenBack, charge.currency) : null,
  };
}

async function previewCredit(ctx: Ctx, credit: CdrRow): Promise<DecisionPreview> {
  const original = await meantOriginal(ctx, credit, { lock: false });
  const cost = toMinor(credit.claimedExclMicro, credit.currency, "half-away");
  return {
    claim: { cost, driver: { kind: "untouched" } },
    own: original && {
      cost: money(creditedCost(original), original.currency),
      driver: await givenBack(ctx, original),
    },
    takenBack: null,
  };
}

async function givenBack(ctx: Ctx, original: CdrRow): Promise<DriverOutcome> {
  const [charge] = await ctx.db
    .select()
    .from(charges)
    .where(and(eq(charges.tenantId, ctx.tenantId), eq(charges.cdrId, original.id)));
  if (!charge || charge.state === "void") return { kind: "nobody" };
  return { ...keptOf(charge), kind: "given-back" };
}

async function driverPricer(
  ctx: Ctx,
  row: CdrRow,
  charge: ChargeRow | null,
): Promise<(costMinor: bigint) => DriverOutcome> {
  if (row.driverId === null) return () => ({ kind: "nobody" });
  if (charge && charge.state !== "waiting") return () => keptOf(charge);
  const cdr = decodeCdr(row.core);
  const facts = await loadFactsOf(ctx, { row, cdr });
  const { plan } = facts;
  const verdict = row.verdict ?? "unpriceable";
  if (!plan) return () => ({ kind: "refused", reason: "no-plan" });
  const ask = { driverId: row.driverId, plan, at: row.startedAt };
  const allowance = (await lockBenefits(ctx, [ask], { lock: false })).find(ask);
  return (acceptedCostMinor) => {
    const priced = priceCharge({ cdr, plan, facts, acceptedCostMinor, verdict, allowance });
    if (!priced.ok) return { kind: "refused", reason: priced.reason };
    const { price, currency } = priced.value;
    if (!price) return { kind: "refused", reason: "no-price" };
    return {
      kind: "booked",
      net: money(price.netMinor, currency),
      vat: money(price.vatMinor, currency),
      gross: money(price.grossMinor, currency),
    };
  };
}

function keptOf({ state, grossMinor, currency }: ChargeRow) {
  return {
    kind: "kept" as const,
    gross: grossMinor === null ? null : money(grossMinor, currency),
    isInvoiced: state === "drafted" || state === "invoiced",
  };
}
