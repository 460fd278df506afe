import balanceTransactionListParams from "./param-schemas/fixtures/BalanceTransactionListParams.json" with { type: "json" };
import billingPortalSessionCreateParams from "./param-schemas/fixtures/BillingPortalSessionCreateParams.json" with { type: "json" };
import checkoutSessionCreateParams from "./param-schemas/fixtures/CheckoutSessionCreateParams.json" with { type: "json" };
import customerCreateParams from "./param-schemas/fixtures/CustomerCreateParams.json" with { type: "json" };
import customerUpdateParams from "./param-schemas/fixtures/CustomerUpdateParams.json" with { type: "json" };
import disputeListParams from "./param-schemas/fixtures/DisputeListParams.json" with { type: "json" };
import eventListParams from "./param-schemas/fixtures/EventListParams.json" with { type: "json" };
import paymentIntentCancelParams from "./param-schemas/fixtures/PaymentIntentCancelParams.json" with { type: "json" };
import paymentIntentCaptureParams from "./param-schemas/fixtures/PaymentIntentCaptureParams.json" with { type: "json" };
import paymentIntentConfirmParams from "./param-schemas/fixtures/PaymentIntentConfirmParams.json" with { type: "json" };
import paymentIntentCreateParams from "./param-schemas/fixtures/PaymentIntentCreateParams.json" with { type: "json" };
import paymentMethodAttachParams from "./param-schemas/fixtures/PaymentMethodAttachParams.json" with { type: "json" };
import paymentMethodListParams from "./param-schemas/fixtures/PaymentMethodListParams.json" with { type: "json" };
import payoutListParams from "./param-schemas/fixtures/PayoutListParams.json" with { type: "json" };
import refundCreateParams from "./param-schemas/fixtures/RefundCreateParams.json" with { type: "json" };
import setupIntentConfirmParams from "./param-schemas/fixtures/SetupIntentConfirmParams.json" with { type: "json" };
import setupIntentCreateParams from "./param-schemas/fixtures/SetupIntentCreateParams.json" with { type: "json" };
import webhookEndpointCreateParams from "./param-schemas/fixtures/WebhookEndpointCreateParams.json" with { type: "json" };

/** Stripe's request parameters of API version 2026-10-28.endive, by the name of their declaration. */
export const PARAM_SCHEMAS: Readonly<Record<string, object>> = {
  BalanceTransactionListParams: balanceTransactionListParams,
  BillingPortalSessionCreateParams: billingPortalSessionCreateParams,
  CheckoutSessionCreateParams: checkoutSessionCreateParams,
  CustomerCreateParams: customerCreateParams,
  CustomerUpdateParams: customerUpdateParams,
  DisputeListParams: disputeListParams,
  EventListParams: eventListParams,
  PaymentIntentCancelParams: paymentIntentCancelParams,
  PaymentIntentCaptureParams: paymentIntentCaptureParams,
  PaymentIntentConfirmParams: paymentIntentConfirmParams,
  PaymentIntentCreateParams: paymentIntentCreateParams,
  PaymentMethodAttachParams: paymentMethodAttachParams,
  PaymentMethodListParams: paymentMethodListParams,
  PayoutListParams: payoutListParams,
  RefundCreateParams: refundCreateParams,
  SetupIntentConfirmParams: setupIntentConfirmParams,
  SetupIntentCreateParams: setupIntentCreateParams,
  WebhookEndpointCreateParams: webhookEndpointCreateParams,
};
