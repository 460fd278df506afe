import type Stripe from "stripe";
import { checkedCurrency } from "@/simulators/stripe/amounts";
import { integer, metadata, missingParam, requiredText, text } from "@/simulators/stripe/params";
import type { Call, Route } from "@/simulators/stripe/world";
import { find } from "./find";

/** Products and prices: only as much as a Checkout Session may refer to. */
export const catalogRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/products",
    takes: ["name", "description", "metadata"],
    run: createProduct,
  },
  {
    method: "POST",
    path: "/v1/prices",
    takes: ["product", "unit_amount", "currency", "metadata", "nickname"],
    run: createPrice,
  },
];

function createProduct({ world, params }: Call): Stripe.Product {
  const created = world.clock.now();
  const product = world.store.put("product", {
    id: world.ids.next("prod", 14),
    object: "product",
    active: true,
    created,
    default_price: null,
    description: text(params, "description") ?? null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: metadata(params),
    name: requiredText(params, "name"),
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: null,
    updated: created,
    url: null,
  });
  world.events.emit("product.created", product);
  return product;
}

function createPrice({ world, params }: Call): Stripe.Price {
  const product = find(world, "product", requiredText(params, "product"), "product");
  const amount = integer(params, "unit_amount");
  if (amount === undefined) throw missingParam("unit_amount");
  const price = world.store.put("price", {
    id: world.ids.next("price"),
    object: "price",
    active: true,
    billing_scheme: "per_unit",
    created: world.clock.now(),
    currency: checkedCurrency(requiredText(params, "currency")),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: metadata(params),
    nickname: text(params, "nickname") ?? null,
    product: product.id,
    recurring: null,
    tax_behavior: "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: "one_time",
    unit_amount: amount,
    unit_amount_decimal: null,
  });
  world.events.emit("price.created", price);
  return price;
}
