/** What the driver reads on a credit note that is issued by itself, in his language. */
export const automaticReason: Readonly<
  Record<"credit_cdr" | "correction", Readonly<Record<"sv" | "en", string>>>
> = {
  credit_cdr: {
    sv: "Operatören har tagit tillbaka laddningen.",
    en: "The operator took the charge back.",
  },
  correction: {
    sv: "Laddningen var fel och har rättats.",
    en: "The charge was wrong and has been put right.",
  },
};
