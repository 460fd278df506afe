import type Stripe from "stripe";
import { checkAmount, checkedCurrency } from "@/simulators/stripe/amounts";
import { invalid } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { asList, LIST_PARAMS, listPage } from "@/simulators/stripe/list-page";
import {
  integer,
  metadata,
  missingParam,
  oneOf,
  requiredText,
  section,
  text,
} from "@/simulators/stripe/params";
import type { SessionPlan } from "@/simulators/stripe/rows";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { find } from "./find";
import { allowedTypesFrom, methodTypesFrom } from "./intent-method";
import { itemsFrom } from "./session-items";
import { emptySession } from "./session-template";
import { newSetupIntent } from "./setup-intents";

const DAY_S = 86_400;

/** The calls on Checkout Sessions. */
export const checkoutRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/checkout/sessions",
    schema: "CheckoutSessionCreateParams",
    run: create,
  },
  {
    method: "GET",
    path: "/v1/checkout/sessions",
    takes: [...LIST_PARAMS, "customer", "payment_intent", "status"],
    run: list,
  },
  {
    method: "GET",
    path: "/v1/checkout/sessions/:id",
    takes: [],
    run: ({ world, path }) => find(world, "checkout_session", path("id")),
  },
  {
    method: "GET",
    path: "/v1/checkout/sessions/:id/line_items",
    takes: LIST_PARAMS,
    run: listItems,
  },
  {
    method: "POST",
    path: "/v1/checkout/sessions/:id/expire",
    takes: [],
    run: ({ world, path }) => expireAsked(world, path("id")),
  },
];

function create({ world, params }: Call): Stripe.Checkout.Session {
  const mode = oneOf(params, "mode", ["payment", "setup"] as const);
  if (mode === undefined) throw missingParam("mode");
  checkAddresses(params);
  const customer = text(params, "customer") ?? null;
  if (customer !== null) find(world, "customer", customer, "customer");
  const plan = planFrom(world, params);
  const total = plan.items.reduce((sum, item) => sum + item.amount_total, 0);
  const currency = currencyOf(params, mode, plan);
  if (mode === "payment") checkTotal(plan, total, currency);
  const types = methodTypesFrom(params, currency);
  const id = `cs_test_${world.ids.letters("session", 58)}`;
  const session = world.store.put("checkout_session", {
    ...emptySession,
    id,
    allowed_payment_method_types: allowedTypesFrom(params),
    amount_subtotal: mode === "payment" ? total : null,
    amount_total: mode === "payment" ? total : null,
    cancel_url: text(params, "cancel_url") ?? null,
    client_reference_id: text(params, "client_reference_id") ?? null,
    created: world.clock.now(),
    currency,
    customer,
    customer_creation:
      customer === null
        ? (oneOf(params, "customer_creation", ["always", "if_required"] as const) ?? "if_required")
        : null,
    customer_email: text(params, "customer_email") ?? null,
    expires_at: expiryFrom(world, params),
    locale: text(params, "locale") ?? null,
    metadata: metadata(params),
    mode,
    payment_method_options: types.includes("card")
      ? { card: { request_three_d_secure: "automatic" } }
      : {},
    payment_method_types: types,
    payment_status: mode === "setup" ? "no_payment_required" : "unpaid",
    setup_intent: mode === "setup" ? setupFor(world, params, customer, types) : null,
    success_url: text(params, "success_url") ?? null,
    url: `${world.base()}/c/pay/${id}`,
  } satisfies Stripe.Checkout.Session);
  world.store.put("session_plan", { ...plan, id });
  world.schedule.after(session.expires_at - session.created, "session_expires", id);
  return session;
}

/** Success and cancel addresses become links of a page: nothing but http and https. */
function checkAddresses(params: Params): void {
  requiredText(params, "success_url");
  if ((text(params, "ui_mode") ?? "hosted_page") !== "hosted_page") {
    throw invalid("The Stripe simulator has the hosted page only.", { param: "ui_mode" });
  }
  for (const name of ["success_url", "cancel_url"]) {
    const value = text(params, name);
    if (value === undefined) continue;
    const isWeb = /^https?:\/\//.test(value) && URL.canParse(value.replaceAll(/[{}]/g, ""));
    if (!isWeb) throw invalid("Not a valid URL", { code: "url_invalid", param: name });
  }
}

function planFrom(world: World, params: Params): Omit<SessionPlan, "id"> {
  const given = section(params, "payment_intent_data") ?? {};
  return {
    items: itemsFrom(world, params),
    setupFutureUsage:
      oneOf(given, "setup_future_usage", ["on_session", "off_session"] as const) ?? null,
    captureMethod:
      oneOf(given, "capture_method", ["automatic", "automatic_async", "manual"] as const) ??
      "automatic_async",
    description: text(given, "description") ?? null,
    metadata: metadata(given),
  };
}

function currencyOf(params: Params, mode: "payment" | "setup", plan: Omit<SessionPlan, "id">) {
  const given = text(params, "currency");
  if (mode === "payment") return plan.items[0]?.currency ?? null;
  const isNamed = "allowed_payment_method_types" in params || "payment_method_types" in params;
  if (given === undefined && !isNamed) throw missingParam("currency");
  if (plan.items.length > 0) {
    throw invalid("You can not pass `line_items` in `setup` mode.", { param: "line_items" });
  }
  return given === undefined ? null : checkedCurrency(given);
}

function checkTotal(plan: Omit<SessionPlan, "id">, total: number, currency: string | null): void {
  if (plan.items.length === 0 || currency === null) throw missingParam("line_items");
  checkAmount(total, currency, "line_items");
}

function setupFor(world: World, params: Params, customer: string | null, types: string[]): string {
  const given = section(params, "setup_intent_data") ?? {};
  const intent = world.store.put("setup_intent", {
    ...newSetupIntent(world, { ...given, payment_method_types: types }, customer),
  });
  world.events.emit("setup_intent.created", intent);
  return intent.id;
}

function expiryFrom(world: World, params: Params): number {
  const now = world.clock.now();
  const asked = integer(params, "expires_at") ?? now + DAY_S;
  if (asked < now + 1800 || asked > now + DAY_S) {
    throw invalid("The `expires_at` timestamp must be between 30 minutes and 24 hours from now.", {
      param: "expires_at",
    });
  }
  return asked;
}

function list({ world, params }: Call) {
  const wanted = (name: string) => text(params, name);
  const rows = world.store
    .all("checkout_session")
    .filter((row) => (wanted("customer") ?? row.customer) === row.customer)
    .filter((row) => (wanted("payment_intent") ?? row.payment_intent) === row.payment_intent)
    .filter((row) => (wanted("status") ?? row.status) === row.status);
  return listPage(params, "/v1/checkout/sessions", rows);
}

function listItems({ world, path }: Call) {
  const { id } = find(world, "checkout_session", path("id"));
  const lines = world.store.get("session_plan", id)?.items ?? [];
  return asList(`/v1/checkout/sessions/${id}/line_items`, lines);
}

function expireAsked(world: World, id: string): Stripe.Checkout.Session {
  const session = find(world, "checkout_session", id);
  if (session.status === "open") return expire(world, session);
  throw invalid(
    `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a ` +
      `status of ${session.status}.`,
  );
}

/** Ends an open session whose time is over. */
export function expireSession(world: World, id: string): void {
  const session = find(world, "checkout_session", id);
  if (session.status === "open") expire(world, session);
}

function expire(world: World, session: Stripe.Checkout.Session): Stripe.Checkout.Session {
  const after = world.store.patch("checkout_session", session.id, { status: "expired", url: null });
  world.events.emit("checkout.session.expired", after);
  return after;
}
