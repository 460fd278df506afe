import type Stripe from "stripe";
import type { PortalView } from "@/simulators/stripe/resources/billing-portal";
import { idOf } from "@/simulators/stripe/resources/find";
import { escaped, page } from "./page-shell";

/** The hosted page where a customer sees and removes what he saved. */
export function portalPage(view: PortalView, secret: string): string {
  const { session, customer, methods } = view;
  const first = idOf(customer.invoice_settings.default_payment_method);
  const rows = methods.map((method) => row(method, method.id === first, secret));
  const saved =
    rows.length === 0 ? "<p>Nothing is saved.</p>" : `<ul class="methods">${rows.join("")}</ul>`;
  const back = session.return_url
    ? `<p><a href="${escaped(session.return_url)}">Go back</a></p>`
    : "";
  const name = customer.name ?? customer.email ?? customer.id;
  return page("Payment methods", `<p>${escaped(name)}</p>${saved}${back}`);
}

function row(method: Stripe.PaymentMethod, isFirst: boolean, secret: string): string {
  const { card, sepa_debit: debit } = method;
  const name = card
    ? `${card.brand} •••• ${card.last4}, ${card.exp_month}/${card.exp_year}`
    : `SEPA direct debit •••• ${debit?.last4 ?? ""}`;
  const note = isFirst
    ? ' <span class="note">Charged first.</span>'
    : `<button type="submit" name="verb" value="default" class="plain">Charge first</button>`;
  return `<li><form method="post" action="/p/session/${escaped(secret)}">
<p>${escaped(name)}</p>
<input type="hidden" name="method" value="${escaped(method.id)}">
<div class="actions">${note}<button type="submit" name="verb" value="remove" class="plain">Remove</button></div>
</form></li>`;
}
