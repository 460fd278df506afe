import type { Language } from "@/core/language";

/** What the driver reads on a credit note that is issued by itself, in his language. */
export const automaticReason: Readonly<
  Record<"credit_cdr" | "correction", Readonly<Record<Language, string>>>
> = {
  credit_cdr: {
    sv: "Operatören har tagit tillbaka laddningen.",
    en: "The operator took the charge back.",
    de: "Der Betreiber hat den Ladevorgang zurückgenommen.",
  },
  correction: {
    sv: "Laddningen var fel och har rättats.",
    en: "The charge was wrong and has been put right.",
    de: "Der Ladevorgang war falsch berechnet und wurde berichtigt.",
  },
};
