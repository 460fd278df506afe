import type Stripe from "stripe";
import { shown } from "@/simulators/stripe/amounts";
import { TEST_CARDS, type TestCard } from "@/simulators/stripe/cards";
import { escaped, page } from "./page-shell";

/** Shown first; the others are behind "More test cards". */
const USUAL = new Set([
  "4242424242424242",
  "4000002500003155",
  "4000002760003184",
  "4000000000000341",
  "4000000000000002",
  "4000000000009995",
]);

/** The hosted page of an open Checkout Session. */
export function checkoutPage(
  session: Stripe.Checkout.Session,
  lines: readonly Stripe.LineItem[],
  attempt: { alert: string | null; card: string } = { alert: null, card: "4242424242424242" },
): string {
  const isSetup = session.mode === "setup";
  const verb = isSetup
    ? "Save card"
    : `Pay ${shown(session.amount_total ?? 0, session.currency ?? "")}`;
  const usual = TEST_CARDS.filter((card) => USUAL.has(card.number));
  const others = TEST_CARDS.filter((card) => !USUAL.has(card.number));
  const isOther = others.some((card) => card.number === attempt.card);
  const choices = (cards: readonly TestCard[]) =>
    cards.map((card) => choice(card, card.number === attempt.card)).join("\n");
  const content = `
${attempt.alert ? `<p class="alert" role="alert">${escaped(attempt.alert)}</p>` : ""}
${isSetup ? SETUP_TEXT : summary(session, lines)}
<form method="post" action="/c/pay/${escaped(session.id)}">
<fieldset>
<legend>Choose a test card</legend>
${choices(usual)}
<details${isOther ? " open" : ""}><summary>More test cards</summary>
${choices(others)}
</details>
</fieldset>
<div class="field">
<label for="number">Or type a test card number</label>
<p class="hint" id="number-hint">Leave it empty to use the card chosen above.</p>
<input id="number" name="number" inputmode="numeric" autocomplete="off" maxlength="23" aria-describedby="number-hint">
</div>
<div class="pair">
<div class="field"><label for="expiry">Expires (MM/YY)</label><input id="expiry" name="expiry" value="12/34" autocomplete="off" maxlength="7" required></div>
<div class="field"><label for="cvc">Security code</label><input id="cvc" name="cvc" value="123" inputmode="numeric" autocomplete="off" maxlength="4" required></div>
</div>
<div class="actions">
<button type="submit">${escaped(verb)}</button>
${session.cancel_url ? `<a class="button plain" href="${escaped(session.cancel_url)}">Cancel</a>` : ""}
</div>
</form>`;
  return page(isSetup ? "Save a card for later charges" : "Payment", content);
}

const SETUP_TEXT =
  "<p>The card is saved for charges that are made while you are away. Nothing is charged now.</p>";

function summary(session: Stripe.Checkout.Session, lines: readonly Stripe.LineItem[]): string {
  const rows = lines.map((line) => {
    const name = `${line.description ?? ""}${(line.quantity ?? 1) > 1 ? ` × ${line.quantity}` : ""}`;
    return `<li><span>${escaped(name)}</span><span>${escaped(shown(line.amount_total, line.currency))}</span></li>`;
  });
  const total = shown(session.amount_total ?? 0, session.currency ?? "");
  return `<p class="amount">${escaped(total)}</p>\n<ul class="lines">${rows.join("")}</ul>`;
}

function choice(card: TestCard, isChosen: boolean): string {
  const spaced = card.number.replaceAll(/(\d{4})(?=\d)/g, "$1 ");
  return `<label class="choice"><input type="radio" name="card" value="${card.number}"${isChosen ? " checked" : ""}>
<span><span class="number">${spaced}</span> <span class="note">${escaped(card.note)}</span></span></label>`;
}

/** The page of a session that is over. */
export function closedPage(session: Stripe.Checkout.Session): string {
  const isDone = session.status === "complete";
  const text = isDone
    ? "This session is complete. Nothing more happens here."
    : "This session has expired. Go back to the shop and start again.";
  const back = isDone ? session.success_url : session.cancel_url;
  const href = back?.replaceAll("{CHECKOUT_SESSION_ID}", session.id);
  const link = href ? `<p><a href="${escaped(href)}">Go back</a></p>` : "";
  return page(isDone ? "Already done" : "Expired", `<p>${text}</p>${link}`);
}
