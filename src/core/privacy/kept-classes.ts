/**
 * What is kept of a driver, why, and how long: one line for each kind of record. GDPR art. 5(1)(e), 6(1), 13, 17(3)(b);
 * books: Bokföringslagen (1999:1078) 7 kap. 2 §, until the seventh year after the calendar year has ended.
 */
export interface KeptClass {
  readonly id: KeptClassId;
  /** GDPR art. 6(1): b the contract, c a law, f our interest. */
  readonly basis: "contract" | "law" | "interest";
  readonly until: KeptUntil;
}

export type KeptUntil =
  /** As long as the account stands; gone with it. */
  | { readonly kind: "account" }
  /** Until its driver takes it away himself, at the latest with the account. */
  | { readonly kind: "removed" }
  /** So many years after the calendar year of the record. */
  | { readonly kind: "years_after_year"; readonly years: number }
  /** So many days after the record. */
  | { readonly kind: "days"; readonly days: number };

export const keptClassIds = [
  "identity",
  "tokens",
  "cars",
  "charges",
  "books",
  "payment",
  "disputes",
  "notices",
  "signIns",
  "terms",
  "archives",
] as const;
export type KeptClassId = (typeof keptClassIds)[number];

/** How long records of books are kept after their calendar year. */
export const BOOK_YEARS = 7;
/** How long a sign-in stands in the history. */
export const SIGN_IN_DAYS = 365;
/** How long it is known what a driver was told. */
export const NOTICE_DAYS = 365;
/** How long an archive of somebody's data can be fetched. */
export const ARCHIVE_DAYS = 7;

const BOOKS = { kind: "years_after_year", years: BOOK_YEARS } as const;

/** Every kind of record, in the order that a reader meets them. */
export const keptClasses: readonly KeptClass[] = [
  { id: "identity", basis: "contract", until: { kind: "account" } },
  { id: "tokens", basis: "contract", until: { kind: "account" } },
  { id: "cars", basis: "contract", until: { kind: "removed" } },
  { id: "charges", basis: "law", until: BOOKS },
  { id: "books", basis: "law", until: BOOKS },
  { id: "payment", basis: "law", until: BOOKS },
  { id: "disputes", basis: "law", until: BOOKS },
  { id: "notices", basis: "interest", until: { kind: "days", days: NOTICE_DAYS } },
  { id: "signIns", basis: "interest", until: { kind: "days", days: SIGN_IN_DAYS } },
  { id: "terms", basis: "contract", until: { kind: "account" } },
  { id: "archives", basis: "contract", until: { kind: "days", days: ARCHIVE_DAYS } },
];

/**
 * The first day on which a record is no longer kept, by the calendar of whom it is about; null while that depends on
 * the account.
 */
export function keptUntil(
  until: KeptUntil,
  recordedOn: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (until.kind === "days") return recordedOn.add({ days: until.days });
  if (until.kind === "years_after_year") {
    return Temporal.PlainDate.from({ year: recordedOn.year + until.years + 1, month: 1, day: 1 });
  }
  return null;
}
