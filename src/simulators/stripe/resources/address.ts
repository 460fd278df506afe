import type Stripe from "stripe";
import type { Params } from "@/simulators/stripe/form-decoding";
import { changedText, section } from "@/simulators/stripe/params";

/** Stripe's address from `address[line1]=…`; fields not named keep their value. */
export function addressFrom(params: Params, before: Stripe.Address | null): Stripe.Address | null {
  const given = section(params, "address");
  if (given === undefined) return "address" in params ? null : before;
  return {
    city: changedText(given, "city", before?.city),
    country: changedText(given, "country", before?.country),
    line1: changedText(given, "line1", before?.line1),
    line2: changedText(given, "line2", before?.line2),
    postal_code: changedText(given, "postal_code", before?.postal_code),
    state: changedText(given, "state", before?.state),
  };
}

/** Who pays: name, mail, telephone and address of a payment method. */
export function billingDetailsFrom(
  params: Params,
  before: Stripe.PaymentMethod.BillingDetails | null = null,
): Stripe.PaymentMethod.BillingDetails {
  const given = section(params, "billing_details") ?? {};
  return {
    address: addressFrom(given, before?.address ?? EMPTY_ADDRESS),
    email: changedText(given, "email", before?.email),
    name: changedText(given, "name", before?.name),
    phone: changedText(given, "phone", before?.phone),
    tax_id: changedText(given, "tax_id", before?.tax_id),
  };
}

/** An address of which nothing is known. */
export const EMPTY_ADDRESS: Stripe.Address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};
