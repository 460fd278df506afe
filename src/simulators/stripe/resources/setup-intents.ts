import type Stripe from "stripe";
import { LIST_PARAMS, listPage } from "@/simulators/stripe/list-page";
import { flag, metadata, oneOf, text } from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import type { Params } from "@/simulators/stripe/form-decoding";
import { cancelSetup, confirmSetup } from "./confirm-setup";
import { find } from "./find";
import {
  allowedTypesFrom,
  automaticMethodsFrom,
  checkMethodType,
  methodFrom,
  methodTypesFrom,
} from "./intent-method";
import { missingMethod } from "./missing-method";

const ID = "/v1/setup_intents/:id";

/** The calls on SetupIntents. */
export const setupIntentRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/setup_intents", schema: "SetupIntentCreateParams", run: create },
  {
    method: "GET",
    path: "/v1/setup_intents",
    takes: [...LIST_PARAMS, "customer", "payment_method"],
    run: list,
  },
  {
    method: "GET",
    path: ID,
    takes: ["client_secret"],
    run: ({ world, path }) => find(world, "setup_intent", path("id")),
  },
  {
    method: "POST",
    path: `${ID}/confirm`,
    schema: "SetupIntentConfirmParams",
    run: ({ world, params, path }) =>
      confirmSetup(world, find(world, "setup_intent", path("id")), params),
  },
  {
    method: "POST",
    path: `${ID}/cancel`,
    takes: ["cancellation_reason"],
    run: ({ world, params, path }) =>
      cancelSetup(
        world,
        find(world, "setup_intent", path("id")),
        oneOf(params, "cancellation_reason", [
          "abandoned",
          "duplicate",
          "requested_by_customer",
        ] as const) ?? null,
      ),
  },
];

function create({ world, params }: Call): Stripe.SetupIntent {
  const customer = text(params, "customer") ?? null;
  if (customer !== null) find(world, "customer", customer, "customer");
  const method = methodFrom(world, params, customer);
  const isConfirmed = flag(params, "confirm") ?? false;
  if (isConfirmed && method === null) throw missingMethod("SetupIntent");
  const draft = newSetupIntent(world, params, customer);
  checkMethodType(draft.payment_method_types, method);
  const intent = world.store.put("setup_intent", {
    ...draft,
    payment_method: method?.id ?? null,
    status: method ? "requires_confirmation" : "requires_payment_method",
  });
  world.events.emit("setup_intent.created", intent);
  if (!isConfirmed) return intent;
  const { payment_method: _named, payment_method_data: _brought, ...rest } = params;
  return confirmSetup(world, intent, rest);
}

/** A SetupIntent as it begins; nothing is stored yet. */
export function newSetupIntent(
  world: World,
  params: Params,
  customer: string | null,
): Stripe.SetupIntent {
  const types = methodTypesFrom(params, null);
  const id = world.ids.next("seti");
  return {
    ...emptySetupIntent,
    id,
    allowed_payment_method_types:
      allowedTypesFrom<Stripe.SetupIntent.AllowedPaymentMethodType>(params),
    automatic_payment_methods: automaticMethodsFrom(params),
    client_secret: `${id}_secret_${world.ids.letters("secret", 31)}`,
    created: world.clock.now(),
    customer,
    description: text(params, "description") ?? null,
    metadata: metadata(params),
    payment_method_options: types.includes("card")
      ? {
          card: { mandate_options: null, network: null, request_three_d_secure: "automatic" },
        }
      : {},
    payment_method_types: types,
    usage: oneOf(params, "usage", ["off_session", "on_session"] as const) ?? "off_session",
  };
}

function list({ world, params }: Call) {
  const customer = text(params, "customer");
  const method = text(params, "payment_method");
  const rows = world.store
    .all("setup_intent")
    .filter((row) => customer === undefined || row.customer === customer)
    .filter((row) => method === undefined || row.payment_method === method);
  return listPage(params, "/v1/setup_intents", rows);
}

const emptySetupIntent = {
  object: "setup_intent",
  application: null,
  cancellation_reason: null,
  customer_account: null,
  excluded_payment_method_types: null,
  flow_directions: null,
  last_setup_error: null,
  latest_attempt: null,
  livemode: false,
  managed_payments: null,
  mandate: null,
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  single_use_mandate: null,
  status: "requires_payment_method",
} satisfies Partial<Stripe.SetupIntent>;
