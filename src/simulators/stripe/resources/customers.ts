import type Stripe from "stripe";
import { missing } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { LIST_PARAMS, listPage } from "@/simulators/stripe/list-page";
import {
  changedText,
  integer,
  metadata,
  oneOf,
  section,
  text,
  texts,
} from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { addressFrom, EMPTY_ADDRESS } from "./address";
import { find } from "./find";
import { attach, detach, methodsOf, usableMethod } from "./payment-methods";

/** The calls on customers. */
export const customerRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/customers", schema: "CustomerCreateParams", run: create },
  {
    method: "GET",
    path: "/v1/customers",
    takes: [...LIST_PARAMS, "email", "test_clock"],
    run: list,
  },
  { method: "GET", path: "/v1/customers/:id", takes: [], run: retrieve },
  { method: "POST", path: "/v1/customers/:id", schema: "CustomerUpdateParams", run: update },
  { method: "DELETE", path: "/v1/customers/:id", takes: [], run: remove },
  {
    method: "GET",
    path: "/v1/customers/:id/payment_methods",
    takes: [...LIST_PARAMS, "type", "allow_redisplay"],
    run: listMethods,
  },
  {
    method: "GET",
    path: "/v1/customers/:id/payment_methods/:method",
    takes: [],
    run: retrieveMethod,
  },
];

function create({ world, params }: Call): Stripe.Customer {
  const customer = world.store.put("customer", {
    ...emptyCustomer(world),
    ...fieldsFrom(params, null),
    ...clockedFrom(world, params),
  });
  world.events.emit("customer.created", customer);
  const method = text(params, "payment_method");
  if (method !== undefined) attach(world, usableMethod(world, method), customer.id);
  return customer;
}

function retrieve({ world, path }: Call): Stripe.Customer | Stripe.DeletedCustomer {
  return world.store.get("deleted_customer", path("id")) ?? find(world, "customer", path("id"));
}

function update({ world, params, path }: Call): Stripe.Customer {
  const before = find(world, "customer", path("id"));
  const after = world.store.put("customer", { ...before, ...fieldsFrom(params, before) });
  checkDefaultMethod(world, after);
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    world.events.emit("customer.updated", after, before);
  }
  return after;
}

function remove({ world, path }: Call): Stripe.DeletedCustomer {
  return removeCustomer(world, find(world, "customer", path("id")));
}

/** Deletes a customer; his payment methods are detached. */
export function removeCustomer(world: World, customer: Stripe.Customer): Stripe.DeletedCustomer {
  for (const method of methodsOf(world, customer.id)) detach(world, method);
  world.store.remove("customer", customer.id);
  world.events.emit("customer.deleted", customer);
  return world.store.put("deleted_customer", {
    id: customer.id,
    object: "customer",
    deleted: true,
  });
}

function list({ world, params }: Call) {
  const email = text(params, "email");
  const clock = text(params, "test_clock") ?? null;
  const rows = world.store
    .all("customer")
    .filter((customer) => (customer.test_clock ?? null) === clock)
    .filter((customer) => email === undefined || customer.email === email);
  return listPage(params, "/v1/customers", rows);
}

function listMethods({ world, params, path }: Call) {
  const { id } = find(world, "customer", path("id"));
  const type = text(params, "type");
  const display = text(params, "allow_redisplay");
  const rows = methodsOf(world, id)
    .filter((row) => type === undefined || row.type === type)
    .filter((row) => display === undefined || row.allow_redisplay === display);
  return listPage(params, `/v1/customers/${id}/payment_methods`, rows);
}

function retrieveMethod({ world, path }: Call): Stripe.PaymentMethod {
  const { id } = find(world, "customer", path("id"));
  const method = find(world, "payment_method", path("method"));
  if (method.customer !== id) throw missing("PaymentMethod", method.id);
  return method;
}

function checkDefaultMethod(world: World, customer: Stripe.Customer): void {
  const chosen = customer.invoice_settings.default_payment_method;
  if (typeof chosen !== "string") return;
  const method = world.store.get("payment_method", chosen);
  if (method?.customer === customer.id) return;
  throw missing("PaymentMethod", chosen, "invoice_settings[default_payment_method]");
}

function fieldsFrom(params: Params, before: Stripe.Customer | null): Partial<Stripe.Customer> {
  const invoices = section(params, "invoice_settings") ?? {};
  const settings = before?.invoice_settings ?? EMPTY_INVOICE_SETTINGS;
  const chosen = settings.default_payment_method;
  return {
    address: addressFrom(params, before?.address ?? null),
    balance: integer(params, "balance") ?? before?.balance ?? 0,
    description: changedText(params, "description", before?.description),
    email: changedText(params, "email", before?.email),
    invoice_settings: {
      ...settings,
      default_payment_method: changedText(
        invoices,
        "default_payment_method",
        typeof chosen === "string" ? chosen : null,
      ),
    },
    metadata: metadata(params, before?.metadata),
    name: changedText(params, "name", before?.name),
    phone: changedText(params, "phone", before?.phone),
    preferred_locales:
      "preferred_locales" in params
        ? texts(params, "preferred_locales")
        : (before?.preferred_locales ?? []),
    shipping: shippingFrom(params, before?.shipping ?? null),
    tax_exempt:
      oneOf(params, "tax_exempt", ["none", "exempt", "reverse"] as const) ??
      before?.tax_exempt ??
      "none",
  };
}

/** A customer of a test clock bears its time, and is listed with it only. */
function clockedFrom(world: World, params: Params): Partial<Stripe.Customer> {
  const id = text(params, "test_clock");
  if (id === undefined) return {};
  const clock = find(world, "test_clock", id, "test_clock");
  return { created: clock.frozen_time, test_clock: clock.id };
}

function shippingFrom(
  params: Params,
  before: Stripe.Customer.Shipping | null,
): Stripe.Customer.Shipping | null {
  const given = section(params, "shipping");
  if (given === undefined) return "shipping" in params ? null : before;
  return {
    address: addressFrom(given, before?.address ?? null) ?? EMPTY_ADDRESS,
    name: text(given, "name") ?? before?.name ?? "",
    phone: text(given, "phone") ?? before?.phone ?? null,
  };
}

const EMPTY_INVOICE_SETTINGS: Stripe.Customer.InvoiceSettings = {
  custom_fields: null,
  default_payment_method: null,
  footer: null,
  rendering_options: null,
};

/** A customer of whom nothing is known yet; not stored. */
export function emptyCustomer(world: World): Stripe.Customer {
  return {
    id: world.ids.next("cus", 14),
    object: "customer",
    address: null,
    balance: 0,
    created: world.clock.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: world.ids.letters("prefix", 8).toUpperCase(),
    invoice_settings: EMPTY_INVOICE_SETTINGS,
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
}
