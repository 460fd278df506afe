import { invalid } from "@/simulators/stripe/errors";

/** 400: confirming needs a payment method. */
export function missingMethod(noun: "PaymentIntent" | "SetupIntent" = "PaymentIntent") {
  const code = noun === "PaymentIntent" ? "payment_intent" : "setup_intent";
  return invalid(
    `You cannot confirm this ${noun} because it's missing a payment method. You can either update ` +
      `the ${noun} with a payment method and then confirm it again, or confirm it again directly ` +
      "with a payment method.",
    { code: `${code}_unexpected_state` },
  );
}
