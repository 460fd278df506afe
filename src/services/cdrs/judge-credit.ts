import type { Id } from "@/core/ids";
import type { cdrs } from "@/db/schema/cdrs";
import type { Hold } from "./hold";

/** What of a CDR decides whether a credit takes it back. */
export type CreditSide = Pick<
  typeof cdrs.$inferSelect,
  | "id"
  | "ocpiId"
  | "currency"
  | "claimedExclMicro"
  | "claimedInclMicro"
  | "creditReferenceId"
  | "sessionOcpiId"
  | "creditedByCdrId"
  | "receivedAt"
>;

/** The CDR that a credit takes back whole, or why it takes none. */
export type CreditJudgement<C extends CreditSide> =
  | { readonly original: C; readonly hold: null }
  /** `original`: the one that it seems to mean, where there is one that still stands. */
  | { readonly original: C | null; readonly hold: Hold };

/**
 * Which of `candidates` a Credit CDR takes back. OCPI knows full credits only (mod_cdrs, Credit CDRs): its total is the
 * negative of the original's, in the same currency, to the last digit; where both state a total with taxes, that one
 * too. Of several CDRs of one session (a credit without a reference) the first that it equals. `taken`
 * names those that a credit before this one takes back.
 */
export function judgeCredit<C extends CreditSide>(
  credit: CreditSide,
  candidates: readonly C[],
  taken: ReadonlyMap<Id<"cdr">, Id<"cdr">>,
): CreditJudgement<C> {
  const takerOf = (one: C) => taken.get(one.id) ?? one.creditedByCdrId;
  const inOrder = candidates.toSorted(
    (a, b) =>
      Temporal.Instant.compare(a.receivedAt, b.receivedAt) ||
      (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
  const [meant] = inOrder;
  if (!meant) return { original: null, hold: orphan(credit) };
  const standing = inOrder.filter((one) => takerOf(one) === null);
  const [first] = standing;
  if (!first) return { original: null, hold: double(meant, takerOf(meant)) };
  const original = standing.find((one) => isNegative(credit, one));
  return original ? { original, hold: null } : { original: first, hold: notEqual(credit, first) };
}

function isNegative(credit: CreditSide, original: CreditSide): boolean {
  const [back, owed] = [credit.claimedInclMicro, original.claimedInclMicro];
  return (
    credit.currency === original.currency &&
    credit.claimedExclMicro === -original.claimedExclMicro &&
    (back === null || owed === null || back === -owed)
  );
}

function orphan({ creditReferenceId, sessionOcpiId }: CreditSide): Hold {
  return {
    code: "credit-orphan",
    words: creditReferenceId
      ? "the CDR that it takes back has not come"
      : "it names no CDR, and none of its session has come",
    detail: { reference: creditReferenceId, session: sessionOcpiId },
  };
}

function double(original: CreditSide, otherCdrId: Id<"cdr"> | null): Hold {
  return {
    code: "credit-double",
    words: "another Credit CDR took the same CDR back before",
    detail: { original: original.ocpiId },
    otherCdrId: otherCdrId ?? original.id,
  };
}

function notEqual(credit: CreditSide, original: CreditSide): Hold {
  const isSame = credit.currency === original.currency;
  const difference = isSame ? credit.claimedExclMicro + original.claimedExclMicro : null;
  return {
    code: "credit-not-equal",
    words: "its total is not the negative of what it takes back",
    detail: {
      original: original.ocpiId,
      originalMicro: original.claimedExclMicro.toString(),
      creditMicro: credit.claimedExclMicro.toString(),
      differenceMicro: difference === null ? null : difference.toString(),
      currency: credit.currency,
      originalCurrency: original.currency,
    },
    otherCdrId: original.id,
  };
}
