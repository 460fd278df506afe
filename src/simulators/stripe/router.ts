import { balanceRoutes } from "./resources/balance-transactions";
import { catalogRoutes } from "./resources/catalog";
import { chargeRoutes } from "./resources/charges";
import { checkoutRoutes } from "./resources/checkout-sessions";
import { customerRoutes } from "./resources/customers";
import { disputeRoutes } from "./resources/disputes";
import { earlyFraudWarningRoutes } from "./resources/early-fraud-warnings";
import { eventRoutes } from "./resources/events";
import { mandateRoutes } from "./resources/mandates";
import { paymentIntentRoutes } from "./resources/payment-intents";
import { paymentMethodRoutes } from "./resources/payment-methods";
import { paymentPageRoutes } from "./resources/payment-pages";
import { portalRoutes } from "./resources/billing-portal";
import { payoutRoutes } from "./resources/payouts";
import { refundRoutes } from "./resources/refunds";
import { setupIntentRoutes } from "./resources/setup-intents";
import { testClockRoutes } from "./resources/test-clocks";
import { webhookEndpointRoutes } from "./resources/webhook-endpoints";
import type { Route } from "./world";

const ROUTES: readonly Route[] = [
  ...balanceRoutes,
  ...catalogRoutes,
  ...chargeRoutes,
  ...checkoutRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...earlyFraudWarningRoutes,
  ...eventRoutes,
  ...mandateRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...paymentPageRoutes,
  ...payoutRoutes,
  ...portalRoutes,
  ...refundRoutes,
  ...setupIntentRoutes,
  ...testClockRoutes,
  ...webhookEndpointRoutes,
];

/** A route and the named parts of the path that led to it. */
export interface Match {
  route: Route;
  named: ReadonlyMap<string, string>;
}

/** The route of a call, or null when there is none. */
export function routeOf(method: string, path: string): Match | null {
  const given = path.split("/");
  for (const route of ROUTES) {
    if (route.method !== method) continue;
    const named = namedParts(route.path.split("/"), given);
    if (named) return { route, named };
  }
  return null;
}

function namedParts(
  wanted: readonly string[],
  given: readonly string[],
): ReadonlyMap<string, string> | null {
  if (wanted.length !== given.length) return null;
  const named = new Map<string, string>();
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? "";
    if (segment.startsWith(":")) named.set(segment.slice(1), decoded(value));
    else if (segment !== value) return null;
  }
  return named;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
