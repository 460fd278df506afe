import vectors from "@/core/rating/fixtures/vectors.json";

/** For tests: a value as one line of input. */
export function lineOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** For tests: one published case as a line, and what its source states. */
export type PublishedCase = {
  readonly id: string;
  readonly isErratum: boolean;
  readonly line: Uint8Array;
  readonly excl: string | null;
  readonly incl: string | null;
};

/** For tests: the public price cases as they would be piped in. */
export function publishedCases(): PublishedCase[] {
  return (vectors as readonly Vector[]).map((vector) => {
    const { id, ocpi_version, time_zone, tariffs, cdr, reservation_expired, expected } = vector;
    // Two cases pair a tariff in CAD with a CDR that was built in EUR.
    const currency = id.startsWith("spec-na-") ? "CAD" : cdr.currency;
    const line = { id, ocpi_version, time_zone, tariffs, reservation_expired };
    return {
      id,
      isErratum: vector.verdict === "conflicts",
      line: lineOf({ ...line, cdr: { ...cdr, currency } }),
      excl: expected.total_excl,
      incl: expected.total_incl,
    };
  });
}

type Vector = {
  readonly id: string;
  readonly verdict: string;
  readonly ocpi_version: string;
  readonly time_zone: string;
  readonly tariffs: unknown;
  readonly cdr: { readonly currency: string };
  readonly reservation_expired?: boolean;
  readonly expected: { readonly total_excl: string | null; readonly total_incl: string | null };
};
