import type Stripe from "stripe";
import { checkAmount, checkedCurrency } from "@/simulators/stripe/amounts";
import { LIST_PARAMS, listPage } from "@/simulators/stripe/list-page";
import {
  flag,
  integer,
  metadata,
  missingParam,
  oneOf,
  requiredText,
  section,
  text,
} from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { invalid } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { cancelIntent, captureIntent } from "./close-payment";
import { confirmIntent } from "./confirm-payment";
import { find } from "./find";
import {
  allowedTypesFrom,
  automaticMethodsFrom,
  checkMethodType,
  methodFrom,
  methodTypesFrom,
} from "./intent-method";
import { missingMethod } from "./missing-method";
import { UPDATE_PARAMS, updateIntent } from "./update-intent";

const ID = "/v1/payment_intents/:id";

/** The calls on PaymentIntents. */
export const paymentIntentRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/payment_intents",
    schema: "PaymentIntentCreateParams",
    run: create,
  },
  { method: "GET", path: "/v1/payment_intents", takes: [...LIST_PARAMS, "customer"], run: list },
  {
    method: "GET",
    path: ID,
    takes: ["client_secret"],
    run: ({ world, path }) => find(world, "payment_intent", path("id")),
  },
  { method: "POST", path: ID, takes: UPDATE_PARAMS, run: updateIntent },
  {
    method: "POST",
    path: `${ID}/confirm`,
    schema: "PaymentIntentConfirmParams",
    run: ({ world, params, path }) =>
      confirmIntent(world, find(world, "payment_intent", path("id")), params),
  },
  {
    method: "POST",
    path: `${ID}/capture`,
    schema: "PaymentIntentCaptureParams",
    run: ({ world, params, path }) =>
      captureIntent(
        world,
        find(world, "payment_intent", path("id")),
        integer(params, "amount_to_capture"),
      ),
  },
  {
    method: "POST",
    path: `${ID}/cancel`,
    schema: "PaymentIntentCancelParams",
    run: ({ world, params, path }) =>
      cancelIntent(
        world,
        find(world, "payment_intent", path("id")),
        text(params, "cancellation_reason"),
      ),
  },
];

function create({ world, params }: Call): Stripe.PaymentIntent {
  const isConfirmed = flag(params, "confirm") ?? false;
  if (!isConfirmed) refuseUnlessConfirmed(params);
  const customer = text(params, "customer") ?? null;
  if (customer !== null) find(world, "customer", customer, "customer");
  const draft = newIntent(world, params, customer);
  const method = methodFrom(world, params, customer);
  checkMethodType(draft.payment_method_types, method);
  if (isConfirmed && method === null) throw missingMethod();
  const intent = world.store.put("payment_intent", {
    ...draft,
    payment_method: method?.id ?? null,
    status: method ? "requires_confirmation" : "requires_payment_method",
  });
  world.events.emit("payment_intent.created", intent);
  return isConfirmed ? confirmIntent(world, intent, withoutMethod(params)) : intent;
}

/** A PaymentIntent as it begins; nothing is stored yet. */
export function newIntent(
  world: World,
  params: Params,
  customer: string | null,
): Stripe.PaymentIntent {
  const amount = integer(params, "amount");
  if (amount === undefined) throw missingParam("amount");
  const currency = checkedCurrency(requiredText(params, "currency"));
  checkAmount(amount, currency);
  const types = methodTypesFrom(params, currency);
  const id = world.ids.next("pi");
  const isCard = types.includes("card");
  return {
    ...emptyIntent,
    id,
    allowed_payment_method_types:
      allowedTypesFrom<Stripe.PaymentIntent.AllowedPaymentMethodType>(params),
    amount,
    automatic_payment_methods: automaticMethodsFrom(params),
    capture_method:
      oneOf(params, "capture_method", ["automatic", "automatic_async", "manual"] as const) ??
      "automatic_async",
    client_secret: `${id}_secret_${world.ids.letters("secret", 25)}`,
    confirmation_method:
      oneOf(params, "confirmation_method", ["automatic", "manual"] as const) ?? "automatic",
    created: world.clock.now(),
    currency,
    customer,
    description: text(params, "description") ?? null,
    metadata: metadata(params),
    payment_method_options: isCard
      ? {
          card: {
            installments: null,
            mandate_options: null,
            network: null,
            request_three_d_secure: "automatic",
          },
        }
      : {},
    payment_method_types: types,
    receipt_email: text(params, "receipt_email") ?? null,
    setup_future_usage:
      oneOf(params, "setup_future_usage", ["off_session", "on_session"] as const) ?? null,
    shipping: section(params, "shipping") ?? null,
    statement_descriptor: text(params, "statement_descriptor") ?? null,
    statement_descriptor_suffix: text(params, "statement_descriptor_suffix") ?? null,
    transfer_group: text(params, "transfer_group") ?? null,
  };
}

/** These say how to confirm: without `confirm=true` Stripe refuses them. */
function refuseUnlessConfirmed(params: Params): void {
  const needing = [
    "off_session",
    "error_on_requires_action",
    "return_url",
    "mandate_data",
    "use_stripe_sdk",
  ];
  const found = needing.find((name) => name in params);
  if (found === undefined || found === "use_stripe_sdk") return;
  throw invalid(`The parameter ${found} cannot be passed when confirm is not true.`, {
    param: found,
  });
}

function withoutMethod(params: Params): Params {
  const rest = { ...params };
  delete rest["payment_method"];
  delete rest["payment_method_data"];
  return rest;
}

function list({ world, params }: Call) {
  const customer = text(params, "customer");
  const rows = world.store
    .all("payment_intent")
    .filter((row) => customer === undefined || row.customer === customer);
  return listPage(params, "/v1/payment_intents", rows);
}

const emptyIntent = {
  object: "payment_intent",
  amount_capturable: 0,
  amount_details: { tip: {} },
  amount_received: 0,
  application: null,
  application_fee_amount: null,
  canceled_at: null,
  cancellation_reason: null,
  customer_account: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  managed_payments: null,
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_record: null,
  processing: null,
  review: null,
  source: null,
  status: "requires_payment_method",
  transfer_data: null,
} satisfies Partial<Stripe.PaymentIntent>;
