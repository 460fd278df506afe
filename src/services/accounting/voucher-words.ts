type Words = readonly [swedish: string, german: string];

const WORDS: Readonly<Record<string, Words>> = {
  cdr_cost_accepted: ["Roamingkostnad", "Roamingkosten"],
  cdr_cost_reversed: ["Roamingkostnad återtagen", "Roamingkosten storniert"],
  charge_accepted: ["Laddningar", "Ladevorgänge"],
  charge_reversed: ["Laddningar återtagna", "Ladevorgänge storniert"],
  invoice_finalized: ["Fakturor", "Rechnungen"],
  payment_succeeded: ["Inbetalningar", "Zahlungseingänge"],
  payment_returned: ["Returnerade inbetalningar", "Rücklastschriften"],
  stripe_fee: ["Kortavgifter", "Zahlungsgebühren"],
  stripe_account_fee: ["Stripe-avgifter", "Stripe-Gebühren"],
  payout_sent: ["Utbetalningar från Stripe", "Auszahlungen von Stripe"],
  payout_failed: ["Utbetalningar som kom tillbaka", "Zurückgekommene Auszahlungen"],
  bank_line_booked: ["Bankhändelser", "Bankbewegungen"],
  bank_match_undone: ["Bankmatchningar ångrade", "Bankzuordnungen storniert"],
  refund_succeeded: ["Återbetalningar", "Erstattungen"],
  refund_failed: ["Återbetalningar som kom tillbaka", "Zurückgekommene Erstattungen"],
  dispute_withdrawn: ["Tvister, dragna belopp", "Zahlungsanfechtungen"],
  dispute_reinstated: ["Tvister, återlämnade belopp", "Zahlungsanfechtungen erstattet"],
  dispute_lost: ["Tvister, förlorade", "Zahlungsanfechtungen verloren"],
};

/** A kind of journals in the words of a country's bookkeepers, with how many there were: "Laddningar (34)". */
export function voucherText(country: string, kind: string, journals: number): string {
  const [swedish, german] = WORDS[kind] ?? [];
  const word = country === "SE" ? swedish : country === "DE" ? german : undefined;
  return `${word ?? kind.replaceAll("_", " ")} (${journals})`;
}
