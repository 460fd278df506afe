/** A CDR on an operator's invoice, as the invoice says it. */
export interface InvoiceClaim {
  /** The CDR's id in the operator's spelling. */
  readonly cdrRef: string;
  /** Before tax, in minor units; null where the invoice names the CDR only. */
  readonly claimedMinor: bigint | null;
}

/** What we hold of a CDR that an invoice names. */
export interface KnownCdr {
  readonly cdrId: string;
  readonly currency: string;
  /** What we accepted to owe before tax; null while it is held, or was rejected. */
  readonly acceptedMinor: bigint | null;
  /** It stands on another invoice of the operator already. */
  readonly isBilledElsewhere: boolean;
}

/** How a line stands. Only a match may be paid without a word. */
export type LineState =
  | "match"
  | "difference"
  | "unknown_cdr"
  | "not_accepted"
  | "billed_twice"
  | "other_currency";

/** A line after comparing. */
export interface MatchedLine {
  readonly cdrRef: string;
  readonly cdrId: string | null;
  readonly claimedMinor: bigint | null;
  readonly acceptedMinor: bigint | null;
  readonly state: LineState;
}

/**
 * Holds an operator's invoice against what we accepted, CDR by CDR. `known` finds a CDR of that operator by its id in
 * upper case (OCPI's CiString). A CDR that the invoice names twice counts once; the second line is billed twice.
 */
export function matchLines(
  claims: readonly InvoiceClaim[],
  known: ReadonlyMap<string, KnownCdr>,
  currency: string,
): MatchedLine[] {
  const seen = new Set<string>();
  return claims.map(({ cdrRef, claimedMinor }) => {
    const key = cdrRef.toUpperCase();
    const cdr = known.get(key);
    if (!cdr)
      return { cdrRef, cdrId: null, claimedMinor, acceptedMinor: null, state: "unknown_cdr" };
    const { cdrId, acceptedMinor } = cdr;
    const isAgain = seen.has(key) || cdr.isBilledElsewhere;
    seen.add(key);
    const state = isAgain ? "billed_twice" : stateOf(cdr, claimedMinor, currency);
    return { cdrRef, cdrId, claimedMinor, acceptedMinor, state };
  });
}

function stateOf(cdr: KnownCdr, claimedMinor: bigint | null, currency: string): LineState {
  if (cdr.currency !== currency) return "other_currency";
  if (cdr.acceptedMinor === null) return "not_accepted";
  return claimedMinor === null || claimedMinor === cdr.acceptedMinor ? "match" : "difference";
}

/** What an invoice comes to by what we accepted. */
export interface InvoiceVerdict {
  /** Before tax: the accepted amounts of its lines, each CDR once. */
  readonly acceptedMinor: bigint;
  readonly troubles: number;
  /** Every line is a match and their sum is the invoice's own. */
  readonly isPayable: boolean;
}

/** Sums up the lines against the invoice's net amount. */
export function judgeInvoice(lines: readonly MatchedLine[], netMinor: bigint): InvoiceVerdict {
  const counted = lines.filter(({ state }) => state === "match" || state === "difference");
  const acceptedMinor = counted.reduce((sum, line) => sum + (line.acceptedMinor ?? 0n), 0n);
  const troubles = lines.filter(({ state }) => state !== "match").length;
  return {
    acceptedMinor,
    troubles,
    isPayable: troubles === 0 && lines.length > 0 && acceptedMinor === netMinor,
  };
}
