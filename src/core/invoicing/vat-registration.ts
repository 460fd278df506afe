/** A VAT number of the seller in another country than its own, or its entry to the one-stop shop there. */
export interface VatRegistration {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly vatNumber: string;
  /** domestic: registered there. local: fixed establishment. oss: declared at home (2006/112/EC art. 369a ff). */
  readonly scheme: "domestic" | "local" | "oss";
  readonly validFrom: Temporal.Instant;
  readonly validTo: Temporal.Instant | null;
}

/** From when the one-stop shop takes electricity (ViDA, Directive (EU) 2025/516: 1 January 2027). */
const OSS_TAKES_GOODS_FROM = "2027-01-01";

/** The registration under which a seller owes a country's VAT on a day; undefined where it has none. */
export function registrationIn(
  registrations: readonly VatRegistration[],
  question: {
    readonly country: string;
    readonly at: Temporal.Instant;
    readonly day: string;
    readonly isGoods: boolean;
  },
): VatRegistration | undefined {
  const { country, at, day, isGoods } = question;
  const inForce = registrations
    .filter((one) => one.country === country)
    .filter(({ validFrom }) => Temporal.Instant.compare(validFrom, at) <= 0)
    .filter(({ validTo }) => validTo === null || Temporal.Instant.compare(at, validTo) < 0);
  return (
    inForce.find(({ scheme }) => scheme !== "oss") ??
    inForce.find(() => !isGoods || day >= OSS_TAKES_GOODS_FROM)
  );
}
