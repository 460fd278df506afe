/**
 * The SEPA mandate that a driver gives when a bank account is saved: the wording of the SEPA rulebook, with
 * two days of notice. The page shows it and the consent that is kept holds it; a change needs a new version.
 */
export const accountConsent = {
  version: "sepa-2026-11",
  text: {
    sv: "Jag ger Kvitt och dess betalningsleverantör Stripe rätt att skicka uppdrag till min bank om att dra fakturerade belopp från kontot, och min bank rätt att dra beloppen enligt uppdragen. Jag kan begära återbetalning hos min bank inom åtta veckor från den dag kontot belastades. Jag får besked om varje dragning två dagar i förväg.",
    en: "I authorise Kvitt and its payment provider Stripe to send instructions to my bank to debit my account with invoiced amounts, and my bank to debit my account by those instructions. I can claim a refund from my bank within eight weeks from the day my account was debited. I am told of each debit two days before.",
    de: "Ich ermächtige Kvitt und dessen Zahlungsdienstleister Stripe, Rechnungsbeträge von meinem Konto mittels Lastschrift einzuziehen. Zugleich weise ich meine Bank an, die auf mein Konto gezogenen Lastschriften einzulösen. Ich kann innerhalb von acht Wochen, beginnend mit dem Belastungsdatum, die Erstattung des belasteten Betrags von meiner Bank verlangen. Jeder Einzug wird mir zwei Tage im Voraus angekündigt.",
  },
} as const;
