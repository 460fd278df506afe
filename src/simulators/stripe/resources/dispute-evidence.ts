import type Stripe from "stripe";
import { invalid } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { text } from "@/simulators/stripe/params";

/** Evidence of which nothing has been handed in. */
export const EMPTY_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** The evidence after an update; names that Stripe does not know are refused. */
export function evidenceFrom(
  given: Params,
  before: Stripe.Dispute.Evidence,
): Stripe.Dispute.Evidence {
  const texts: Record<string, string | null> = {};
  for (const name of Object.keys(given)) {
    if (!(name in EMPTY_EVIDENCE) || name === "enhanced_evidence") {
      throw invalid(`Received unknown parameter: evidence[${name}]`, {
        code: "parameter_unknown",
        param: `evidence[${name}]`,
      });
    }
    texts[name] = text(given, name) ?? null;
  }
  return { ...before, ...texts };
}
