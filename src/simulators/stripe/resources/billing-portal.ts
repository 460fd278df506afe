import type Stripe from "stripe";
import { invalid } from "@/simulators/stripe/errors";
import { requiredText, text } from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { find, idOf } from "./find";
import { detach, methodsOf } from "./payment-methods";

const LIFE_S = 3600;

/** The call on portal sessions: a hosted page where a customer sees and removes what he saved. */
export const portalRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/billing_portal/sessions",
    schema: "BillingPortalSessionCreateParams",
    run: create,
  },
];

function create({ world, params }: Call): Stripe.BillingPortal.Session {
  const customer = find(world, "customer", requiredText(params, "customer"), "customer");
  const returnUrl = text(params, "return_url") ?? null;
  if (returnUrl !== null && !/^https?:\/\//.test(returnUrl)) {
    throw invalid("Not a valid URL", { code: "url_invalid", param: "return_url" });
  }
  const id = world.ids.next("bps");
  const session = world.store.put("portal_session", {
    id,
    object: "billing_portal.session",
    configuration: text(params, "configuration") ?? `bpc_${world.ids.digest("portal", 24)}`,
    created: world.clock.now(),
    customer: customer.id,
    customer_account: null,
    flow: null,
    livemode: false,
    locale: text(params, "locale") ?? null,
    on_behalf_of: null,
    return_url: returnUrl,
    url: `${world.base()}/p/session/${id}_${world.ids.letters("portal", 32)}`,
  });
  world.events.emit("billing_portal.session.created", session);
  return session;
}

/** What the portal's page shows. */
export interface PortalView {
  session: Stripe.BillingPortal.Session;
  customer: Stripe.Customer;
  methods: Stripe.PaymentMethod[];
}

/** The session behind the secret end of its address; undefined when there is none, or its hour is over. */
export function portalView(world: World, secret: string): PortalView | undefined {
  const id = secret.split("_").slice(0, 2).join("_");
  const session = world.store.get("portal_session", id);
  if (session === undefined || !session.url.endsWith(`/p/session/${secret}`)) return undefined;
  if (session.created + LIFE_S < world.clock.now()) return undefined;
  const customer = world.store.get("customer", session.customer);
  return customer && { session, customer, methods: methodsOf(world, customer.id) };
}

/** The customer removes a method, or makes it the one that is charged first. */
export function changePortalMethod(
  world: World,
  { customer }: PortalView,
  asked: { method: string; verb: string },
): void {
  const method = find(world, "payment_method", asked.method);
  if (idOf(method.customer) !== customer.id) throw invalid("This method is not the customer's.");
  if (asked.verb === "remove") {
    detach(world, method);
    return;
  }
  if (asked.verb !== "default") throw invalid("Choose to remove or to use it first.");
  const after = world.store.patch("customer", customer.id, {
    invoice_settings: { ...customer.invoice_settings, default_payment_method: method.id },
  });
  world.events.emit("customer.updated", after, customer);
}
