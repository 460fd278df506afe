/**
 * What the line of an item says, for every language: a code of `i18n` and its parameters (names, days as ISO 8601,
 * amounts in minor units as decimal text).
 */
export interface ItemWords {
  readonly code:
    | "subscription_fee"
    | "unused_fee"
    | "rest_of_fee"
    | "reminder_fee"
    | "collection_fee"
    | "late_interest"
    | "adjustment";
  readonly parameters: Readonly<Record<string, string>>;
}
