import balanceTransactionListParams from "./param-schemas/BalanceTransactionListParams.json" with { type: "json" };
import checkoutSessionCreateParams from "./param-schemas/CheckoutSessionCreateParams.json" with { type: "json" };
import customerCreateParams from "./param-schemas/CustomerCreateParams.json" with { type: "json" };
import customerUpdateParams from "./param-schemas/CustomerUpdateParams.json" with { type: "json" };
import disputeListParams from "./param-schemas/DisputeListParams.json" with { type: "json" };
import eventListParams from "./param-schemas/EventListParams.json" with { type: "json" };
import paymentIntentCancelParams from "./param-schemas/PaymentIntentCancelParams.json" with { type: "json" };
import paymentIntentCaptureParams from "./param-schemas/PaymentIntentCaptureParams.json" with { type: "json" };
import paymentIntentConfirmParams from "./param-schemas/PaymentIntentConfirmParams.json" with { type: "json" };
import paymentIntentCreateParams from "./param-schemas/PaymentIntentCreateParams.json" with { type: "json" };
import paymentMethodAttachParams from "./param-schemas/PaymentMethodAttachParams.json" with { type: "json" };
import paymentMethodListParams from "./param-schemas/PaymentMethodListParams.json" with { type: "json" };
import payoutListParams from "./param-schemas/PayoutListParams.json" with { type: "json" };
import refundCreateParams from "./param-schemas/RefundCreateParams.json" with { type: "json" };
import setupIntentConfirmParams from "./param-schemas/SetupIntentConfirmParams.json" with { type: "json" };
import setupIntentCreateParams from "./param-schemas/SetupIntentCreateParams.json" with { type: "json" };
import webhookEndpointCreateParams from "./param-schemas/WebhookEndpointCreateParams.json" with { type: "json" };

/** Stripe's request parameters of API version 2026-10-28.endive, by the name of their declaration. */
export const PARAM_SCHEMAS: Readonly<Record<string, object>> = {
  BalanceTransactionListParams: balanceTransactionListParams,
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
