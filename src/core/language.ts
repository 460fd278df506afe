/** The languages that Kvitt speaks: its pages, mails and documents. ISO 639-1. */
export const languages = ["sv", "en", "de"] as const;
export type Language = (typeof languages)[number];

/** Whether a text names one of our languages. */
export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}
