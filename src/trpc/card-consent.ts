/**
 * What a driver agrees to when a card is saved. The page shows this wording and the consent that is kept
 * holds it; a change needs a new version.
 */
export const cardConsent = {
  version: "2026-11",
  text: {
    sv: "Jag godkänner att Kvitt sparar kortet och drar fakturerade belopp från det på fakturans förfallodag eller tidigare, utan att jag är närvarande, tills jag byter eller tar bort kortet.",
    en: "I agree that Kvitt saves the card and charges it with invoiced amounts on the invoice's due date or before, without my being present, until I change or remove the card.",
    de: "Ich bin damit einverstanden, dass Kvitt die Karte speichert und Rechnungsbeträge spätestens am Fälligkeitstag der Rechnung von ihr abbucht, ohne dass ich anwesend bin, bis ich die Karte wechsle oder entferne.",
  },
} as const;
