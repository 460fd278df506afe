import { ApiError, invalid } from "@/simulators/stripe/errors";
import { integer, requiredText } from "@/simulators/stripe/params";
import type { Call, Route } from "@/simulators/stripe/world";
import { submitSession } from "./complete-session";
import { find } from "./find";
import { usableMethod } from "./payment-methods";

/** Not public API: what Stripe's own command line calls to finish a Checkout Session. */
export const paymentPageRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/payment_pages/:id",
    takes: [],
    run: ({ world, path }) => find(world, "checkout_session", path("id")),
  },
  {
    method: "POST",
    path: "/v1/payment_pages/:id/confirm",
    takes: ["payment_method", "expected_amount"],
    run: confirm,
  },
];

function confirm({ world, params, path }: Call) {
  const session = find(world, "checkout_session", path("id"));
  const expected = integer(params, "expected_amount");
  if (expected !== undefined && expected !== session.amount_total) {
    throw invalid("The expected amount is not the session's amount.", { param: "expected_amount" });
  }
  const method = usableMethod(world, requiredText(params, "payment_method"));
  const step = submitSession(
    world,
    session.id,
    method,
    `${world.base()}/c/pay/${session.id}/return`,
  );
  if (step.kind === "complete") return step.session;
  throw new ApiError(402, {
    type: "card_error",
    code: "authentication_required",
    message: "The card holder must confirm this on the hosted page.",
  });
}
