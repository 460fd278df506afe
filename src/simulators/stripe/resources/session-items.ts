import type Stripe from "stripe";
import { checkedCurrency } from "@/simulators/stripe/amounts";
import { invalid } from "@/simulators/stripe/errors";
import { isSection, type Params, type ParamValue } from "@/simulators/stripe/form-decoding";
import {
  integer,
  items,
  missingParam,
  requiredText,
  section,
  text,
} from "@/simulators/stripe/params";
import type { World } from "@/simulators/stripe/world";
import { find, idOf } from "./find";

/** The lines of a Checkout Session in mode payment. */
export function itemsFrom(world: World, params: Params): Stripe.LineItem[] {
  const lines = items(params, "line_items").map((line, index) => lineFrom(world, line, index));
  const currencies = new Set(lines.map((line) => line.currency));
  if (currencies.size > 1) {
    throw invalid("All line items must have the same currency.", { param: "line_items" });
  }
  return lines;
}

function lineFrom(world: World, line: ParamValue, index: number): Stripe.LineItem {
  const param = `line_items[${index}]`;
  if (!isSection(line)) throw missingParam(`${param}[price_data]`);
  const quantity = integer(line, "quantity") ?? 1;
  const unit = unitFrom(world, line, param);
  const total = unit.amount * quantity;
  return {
    id: world.ids.next("li"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency: unit.currency,
    description: unit.name,
    metadata: null,
    price: unit.price,
    quantity,
  };
}

function unitFrom(world: World, line: Params, param: string) {
  const named = text(line, "price");
  if (named !== undefined) {
    const price = find(world, "price", named, `${param}[price]`);
    const product = world.store.get("product", idOf(price.product) ?? "");
    const name = product?.name ?? "";
    return { amount: price.unit_amount ?? 0, currency: price.currency, name, price };
  }
  const data = section(line, "price_data");
  if (data === undefined) throw missingParam(`${param}[price_data]`);
  const amount = integer(data, "unit_amount");
  if (amount === undefined) throw missingParam(`${param}[price_data][unit_amount]`);
  const product = text(data, "product");
  const name =
    product === undefined
      ? requiredText(section(data, "product_data") ?? {}, "name")
      : find(world, "product", product, `${param}[price_data][product]`).name;
  const currency = checkedCurrency(requiredText(data, "currency"));
  return { amount, currency, name, price: null };
}
