import type Stripe from "stripe";
import { invalid } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { flag, section, text, texts } from "@/simulators/stripe/params";
import type { World } from "@/simulators/stripe/world";
import { newPaymentMethod } from "./new-payment-method";
import { refuseSpent, usableMethod } from "./payment-methods";

/** The payment method that a call names or brings along, checked against the customer. */
export function methodFrom(
  world: World,
  params: Params,
  customer: string | null,
): Stripe.PaymentMethod | null {
  const id = text(params, "payment_method");
  const data = section(params, "payment_method_data");
  if (id === undefined) return data ? newPaymentMethod(world, data) : null;
  const method = usableMethod(world, id);
  if (method.customer !== null && method.customer !== customer) {
    throw invalid(
      customer === null
        ? "The provided PaymentMethod is attached to a Customer. Provide that Customer too."
        : `The customer does not have a payment method with the ID ${id}. ` +
            "The payment method must be attached to the customer.",
      {
        code: customer === null ? "payment_method_unexpected_state" : "resource_missing",
        param: "payment_method",
      },
    );
  }
  refuseSpent(world, method);
  return method;
}

/** Which types an intent takes: those named, else what the currency allows here. */
export function methodTypesFrom(params: Params, currency: string | null): string[] {
  const named = [
    ...texts(params, "allowed_payment_method_types"),
    ...texts(params, "payment_method_types"),
  ];
  for (const type of named) {
    if (type === "card" || type === "sepa_debit") continue;
    throw invalid(`The Stripe simulator knows card and sepa_debit only, not ${type}.`, {
      param: "allowed_payment_method_types",
    });
  }
  if (named.includes("sepa_debit") && currency !== null && currency !== "eur") {
    throw invalid("The payment method type provided: sepa_debit supports eur only.", {
      param: "currency",
    });
  }
  if (named.length > 0) return [...new Set(named)];
  const excluded = texts(params, "excluded_payment_method_types");
  const offered = currency === "eur" ? ["card", "sepa_debit"] : ["card"];
  return offered.filter((type) => !excluded.includes(type));
}

/** Refuses a payment method of a type that the intent does not take. */
export function checkMethodType(
  types: readonly string[],
  method: Stripe.PaymentMethod | null,
): void {
  if (method === null || types.includes(method.type)) return;
  throw invalid(
    `The PaymentMethod provided (${method.type}) is not allowed for this intent: ${types.join(", ")}.`,
    { param: "payment_method" },
  );
}

/** `automatic_payment_methods` as Stripe answers it. */
export function automaticMethodsFrom(params: Params) {
  const given = section(params, "automatic_payment_methods");
  if (given === undefined) {
    const isNamed = "allowed_payment_method_types" in params || "payment_method_types" in params;
    return isNamed ? null : { allow_redirects: "always" as const, enabled: true };
  }
  const redirects = text(given, "allow_redirects") === "never" ? "never" : "always";
  return {
    allow_redirects: redirects,
    enabled: flag(given, "enabled") ?? false,
  };
}

/** `allowed_payment_method_types` as Stripe answers it: null unless it was given. */
export function allowedTypesFrom<T extends string>(params: Params): T[] | null {
  const given = texts(params, "allowed_payment_method_types");
  return given.length === 0 ? null : (given as T[]);
}
