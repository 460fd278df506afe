/**
 * What the line of an item says, for every language: a code of `i18n` and its parameters (names, days as ISO 8601,
 * amounts in minor units as decimal text). Each code's parameters: the fees of a subscription `plan`; of dunning
 * `invoice` (a number), and for interest `from` and `until` (days); an adjustment `text`, in its reader's language.
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
