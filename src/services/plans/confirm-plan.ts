import { desc, eq, and } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { encodePlan, type Plan } from "@/core/plans/plan";
import type { PlanKind } from "@/db/schema/plans";
import { drivers } from "@/db/schema/drivers";
import { termsAcceptances, termsVersions } from "@/db/schema/sign-ups";
import { readIssuer } from "@/services/documents/read-issuer";
import type { Ctx } from "@/services/context";
import type { NewNotification } from "@/services/notifications/write-notification";
import { readPortal } from "@/services/tenants/read-portal";
import type { ToldVersion } from "./tell-of-plan";

/** A plan that a driver ordered himself. */
export interface OrderedPlan {
  readonly version: ToldVersion & { readonly kind: PlanKind; readonly plan: Plan };
  /** From when it holds. */
  readonly at: Temporal.Instant;
  /** When he ordered it; where it holds from then on, he asked for it to begin at once. */
  readonly now: Temporal.Instant;
  /** False: he has had the plan's trial. */
  readonly mayTry: boolean;
}

/**
 * The confirmation of a plan that a consumer ordered at a distance, to be kept (Directive 2011/83/EU art. 8(7) and 8(8),
 * distansavtalslagen 2 kap.): the plan with its prices, the terms that he agreed to, word for word, who sells, and the
 * right of withdrawal with the model form. Null for a business: it has no such right.
 */
export async function confirmPlan(
  ctx: Ctx,
  driverId: Id<"driver">,
  ordered: OrderedPlan,
): Promise<NewNotification | null> {
  const [driver] = await ctx.db
    .select()
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  if (!driver || driver.kind !== "consumer") return null;
  const { version, at, now } = ordered;
  const [seller, terms] = await Promise.all([sellerOf(ctx), termsOf(ctx, driver.userId)]);
  const dayOf = (moment: Temporal.Instant) =>
    moment.toZonedDateTimeISO(driver.timeZone).toPlainDate().toString();
  return {
    key: `plan_confirmed:${driverId}:${version.planVersionId}:${at.toString()}`,
    kind: "plan_confirmed",
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      plan: version.name,
      planKind: version.kind,
      planTerms: JSON.stringify(encodePlan(asSold(ordered, driver.currency))),
      dueOn: dayOf(at),
      orderedOn: dayOf(now),
      isAtOnce: Temporal.Instant.compare(at, now) <= 0 ? "yes" : "no",
      ...seller,
      ...(terms && {
        termsVersion: terms.version.toString(),
        termsAgreedOn: dayOf(terms.acceptedAt),
        termsTitle: terms.title,
        termsBody: terms.body,
      }),
      url: `${ctx.settings.baseUrl}/plan`,
    },
  };
}

/** The plan as this driver has it: the fee in his currency, and no trial where he has had it. */
function asSold({ version: { plan }, mayTry }: OrderedPlan, currency: string): Plan {
  const { subscription } = plan;
  if (!subscription) return plan;
  const { currencies, trialDays } = subscription;
  return {
    ...plan,
    subscription: {
      ...subscription,
      currencies: currencies.filter((one) => one.currency === currency),
      trialDays: mayTry ? trialDays : 0,
    },
  };
}

async function sellerOf(ctx: Ctx): Promise<Record<string, string>> {
  const [portal, issuer] = await Promise.all([readPortal(ctx), readIssuer(ctx)]);
  const { legalName: seller, supportEmail: sellerEmail, supportPhone } = portal;
  const told = { seller, sellerEmail, ...(supportPhone && { sellerPhone: supportPhone }) };
  if (!issuer) return told;
  const { address, organisationNumber, vatNumber } = issuer.seller;
  const { line1, line2, postalCode, city, country } = address;
  const street = [line1, line2, `${postalCode} ${city}`].filter(Boolean).join(", ");
  return {
    ...told,
    sellerStreet: street,
    sellerCountry: country,
    sellerNumber: organisationNumber,
    sellerVat: vatNumber,
  };
}

/** The words that a person agreed to last. */
async function termsOf(ctx: Ctx, userId: Id<"user"> | null) {
  if (!userId) return null;
  const { version, title, body } = termsVersions;
  const [row = null] = await ctx.db
    .select({ version, title, body, acceptedAt: termsAcceptances.acceptedAt })
    .from(termsAcceptances)
    .innerJoin(
      termsVersions,
      and(
        eq(termsVersions.tenantId, termsAcceptances.tenantId),
        eq(termsVersions.id, termsAcceptances.termsVersionId),
      ),
    )
    .where(and(eq(termsAcceptances.tenantId, ctx.tenantId), eq(termsAcceptances.userId, userId)))
    .orderBy(desc(termsAcceptances.acceptedAt))
    .limit(1);
  return row;
}
