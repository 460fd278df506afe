import { zoneOfCountry } from "@/core/sign-up/zone-of-country";
import { isExampleUse, type ExampleUse } from "@/core/plans/example-month";
import type { Ctx } from "@/services/context";
import { estimateMonth, type MonthEstimate } from "@/services/plans/estimate-month";
import { ServiceError } from "@/services/service-error";
import { readPortal } from "@/services/tenants/read-portal";
import { listSignUpPlans } from "./offered-plan";
import { signUpCurrency } from "./sign-up-currency";
import { ownSignUp } from "./sign-up-row";

/**
 * The plans that the acting newcomer may choose, each with what a month of his kind of use would come to, VAT included.
 * @throws ServiceError NOT_FOUND, INVALID (no use of a car).
 */
export async function compareSignUpPlans(ctx: Ctx, use: ExampleUse): Promise<MonthEstimate> {
  if (!isExampleUse(use)) {
    throw new ServiceError("INVALID", "That is no use of a car.", { field: "use" });
  }
  const [{ answers }, portal] = await Promise.all([
    ownSignUp(ctx, { lock: false }),
    readPortal(ctx),
  ]);
  const { currency } = await signUpCurrency(ctx, answers, portal);
  const country = answers.address?.country ?? portal.countries[0] ?? "";
  const plans = await listSignUpPlans(ctx, currency);
  return estimateMonth(
    ctx,
    {
      use,
      currency,
      country,
      timeZone: zoneOfCountry(country) ?? portal.timeZone,
      buyer: { kind: answers.kind ?? "consumer", vatNumber: answers.vatNumber ?? null },
    },
    plans,
  );
}
