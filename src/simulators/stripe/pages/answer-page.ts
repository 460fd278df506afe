import type Stripe from "stripe";
import { shown } from "@/simulators/stripe/amounts";
import { ApiError, missing } from "@/simulators/stripe/errors";
import { decodeForm, type Params } from "@/simulators/stripe/form-decoding";
import { text } from "@/simulators/stripe/params";
import { changePortalMethod, portalView } from "@/simulators/stripe/resources/billing-portal";
import {
  resumeSession,
  type SessionStep,
  submitSession,
} from "@/simulators/stripe/resources/complete-session";
import { authenticate } from "@/simulators/stripe/resources/confirm-payment";
import { authenticateSetup } from "@/simulators/stripe/resources/confirm-setup";
import { find } from "@/simulators/stripe/resources/find";
import { newPaymentMethod } from "@/simulators/stripe/resources/new-payment-method";
import type { World } from "@/simulators/stripe/world";
import { authenticationPage } from "./authentication-page";
import { checkoutPage, closedPage } from "./checkout-page";
import { escaped, page } from "./page-shell";
import { portalPage } from "./portal-page";

/** A page, or the way to the next one. */
export type PageAnswer =
  | { kind: "html"; status: number; html: string }
  | { kind: "redirect"; location: string };

export interface PageRequest {
  method: string;
  path: string;
  query: string;
  body: string;
}

/** Answers the hosted pages; null when the path is none of them. */
export function answerPage(world: World, request: PageRequest): PageAnswer | null {
  const parts = request.path.split("/").slice(1);
  const [first = "", second = "", third = "", fourth = ""] = parts;
  try {
    if (first === "c" && second === "pay" && parts.length === 3)
      return checkout(world, third, request);
    if (first === "c" && second === "pay" && fourth === "return") return comeBack(world, third);
    if (first === "authenticate" && parts.length === 2) return bank(world, second, request);
    if (first === "p" && second === "session" && parts.length === 3)
      return portal(world, third, request);
    if (first === "receipts" && parts.length === 2) return receipt(world, second);
    if (request.path === "/") return html(200, page("Stripe simulator", FRONT));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return html(
      error.status,
      page("Not possible", `<p class="alert">${escaped(error.message)}</p>`),
    );
  }
  return null;
}

const FRONT =
  "<p>This stands in for Stripe in development, demonstrations and tests. It was never compared with Stripe itself.</p>";

function checkout(world: World, id: string, request: PageRequest): PageAnswer {
  const session = find(world, "checkout_session", id);
  if (session.status !== "open") return html(200, closedPage(session));
  const lines = world.store.get("session_plan", id)?.items ?? [];
  if (request.method !== "POST") return html(200, checkoutPage(session, lines));
  const form = decodeForm(request.body);
  const typed = text(form, "number")?.replaceAll(/[\s-]/g, "");
  const card = typed || (text(form, "card") ?? "");
  try {
    const method = newPaymentMethod(world, methodParams(session, form, card));
    return next(submitSession(world, id, method, `${world.base()}/c/pay/${id}/return`));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return html(402, checkoutPage(session, lines, { alert: error.message, card }));
  }
}

function methodParams(session: Stripe.Checkout.Session, form: Params, number: string): Params {
  if (/^[A-Z]{2}/i.test(number)) {
    const billing = { email: session.customer_email, name: "Test Payer" };
    return { type: "sepa_debit", sepa_debit: { iban: number }, billing_details: billing };
  }
  const [month = "", year = ""] = (text(form, "expiry") ?? "")
    .split("/")
    .map((part) => part.trim());
  return {
    type: "card",
    card: { number, exp_month: month, exp_year: year, cvc: text(form, "cvc") ?? "" },
    billing_details: { email: session.customer_email },
  };
}

/** Back from the bank: done, or the card page again with the reason. */
function comeBack(world: World, id: string): PageAnswer {
  const step = resumeSession(world, id);
  if (step) return next(step);
  const session = find(world, "checkout_session", id);
  const lines = world.store.get("session_plan", id)?.items ?? [];
  const alert = "The bank did not confirm. Choose another card, or try again.";
  return html(402, checkoutPage(session, lines, { alert, card: "4242424242424242" }));
}

function next(step: SessionStep): PageAnswer {
  if (step.kind === "authenticate") return { kind: "redirect", location: step.url };
  const { session } = step;
  const success = session.success_url ?? "";
  return { kind: "redirect", location: success.replaceAll("{CHECKOUT_SESSION_ID}", session.id) };
}

/** 3D Secure. The address carries the client secret, so that nobody can guess it. */
function bank(world: World, id: string, request: PageRequest): PageAnswer {
  const query = new URLSearchParams(request.query);
  const payment = world.store.get("payment_intent", id);
  const intent = payment ?? world.store.get("setup_intent", id);
  if (intent === undefined || query.get("client_secret") !== intent.client_secret) {
    throw missing("intent", id);
  }
  if (request.method !== "POST") {
    const what = payment
      ? `A charge of ${shown(payment.amount, payment.currency)}.`
      : "A card is saved for charges that are made while you are away.";
    return html(200, authenticationPage(what, `/authenticate/${id}?${request.query}`));
  }
  const isConfirmed = text(decodeForm(request.body), "outcome") === "confirm";
  const isDone = attempted(world, id, payment !== undefined, isConfirmed);
  const back = new URL(intent.next_action?.redirect_to_url?.return_url ?? world.base());
  const kind = payment ? "payment_intent" : "setup_intent";
  back.searchParams.set(kind, id);
  back.searchParams.set(`${kind}_client_secret`, intent.client_secret ?? "");
  back.searchParams.set("redirect_status", isDone ? "succeeded" : "failed");
  return { kind: "redirect", location: back.href };
}

function attempted(world: World, id: string, isPayment: boolean, isConfirmed: boolean): boolean {
  try {
    if (isPayment) authenticate(world, id, isConfirmed);
    else authenticateSetup(world, id, isConfirmed);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 402) return false;
    throw error;
  }
}

/** The billing portal. Its address carries a secret too. */
function portal(world: World, secret: string, request: PageRequest): PageAnswer {
  const view = portalView(world, secret);
  if (view === undefined) throw missing("portal session", secret.split("_", 2).join("_"));
  if (request.method !== "POST") return html(200, portalPage(view, secret));
  const form = decodeForm(request.body);
  changePortalMethod(world, view, {
    method: text(form, "method") ?? "",
    verb: text(form, "verb") ?? "",
  });
  return { kind: "redirect", location: `/p/session/${secret}` };
}

function receipt(world: World, id: string): PageAnswer {
  const charge = find(world, "charge", id);
  const paid = `${shown(charge.amount_captured, charge.currency)}, ${charge.status}.`;
  return html(200, page("Receipt", `<p class="amount">${escaped(paid)}</p>`));
}

function html(status: number, content: string): PageAnswer {
  return { kind: "html", status, html: content };
}
