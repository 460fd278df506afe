import type Stripe from "stripe";
import { shown } from "@/simulators/stripe/amounts";
import { TEST_CARDS, type TestCard } from "@/simulators/stripe/cards";
import { TEST_IBANS } from "@/simulators/stripe/test-ibans";
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
  const takes = (type: string) => session.payment_method_types.includes(type);
  const cards = takes("card") ? TEST_CARDS : [];
  const usual = cards.filter((card) => USUAL.has(card.number));
  const others = cards.filter((card) => !USUAL.has(card.number));
  const isOther = others.some((card) => card.number === attempt.card);
  const choices = (shownCards: readonly TestCard[]) =>
    shownCards.map(({ number, note }) => choice(number, note, number === attempt.card)).join("\n");
  const more = others.length > 0 ? moreCards(choices(others), isOther) : "";
  const debits = takes("sepa_debit") ? bankAccounts(attempt.card, cards.length === 0) : "";
  const content = `
${attempt.alert ? `<p class="alert" role="alert">${escaped(attempt.alert)}</p>` : ""}
${isSetup ? SETUP_TEXT : summary(session, lines)}
<form method="post" action="/c/pay/${escaped(session.id)}">
<fieldset>
<legend>Choose a test card</legend>
${choices(usual)}
${more}
${debits}
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

function moreCards(choices: string, isOpen: boolean): string {
  return `<details${isOpen ? " open" : ""}><summary>More test cards</summary>
${choices}
</details>`;
}

/** Test IBANs; choosing one is the consent to a mandate. */
function bankAccounts(chosen: string, isOnly: boolean): string {
  const isChosen = TEST_IBANS.some(({ iban }) => iban === chosen);
  const first = isOnly && !isChosen ? TEST_IBANS[0]?.iban : chosen;
  const choices = TEST_IBANS.map(({ iban, note }) => choice(iban, note, iban === first));
  return `<details${isChosen || isOnly ? " open" : ""}><summary>Bank account (SEPA direct debit)</summary>
<p class="hint">With a bank account you sign a SEPA mandate: the bank may be told to pay later charges.</p>
${choices.join("\n")}
</details>`;
}

function choice(number: string, note: string, isChosen: boolean): string {
  const spaced = number.replaceAll(/(\w{4})(?=\w)/g, "$1 ");
  return `<label class="choice"><input type="radio" name="card" value="${number}"${isChosen ? " checked" : ""}>
<span><span class="number">${spaced}</span> <span class="note">${escaped(note)}</span></span></label>`;
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
