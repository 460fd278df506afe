import { invariant } from "@/core/invariant";
import type { Id } from "@/core/ids";

/** A part of a wallet's credit, in minor units of the wallet's currency. */
export interface Lot {
  readonly id: Id<"walletLot">;
  /** Bought with a payment, or given by us. */
  readonly kind: "purchased" | "granted";
  readonly amountMinor: bigint;
  readonly remainingMinor: bigint;
  /** A granted lot is gone then. */
  readonly expiresAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
}

/** So much of a lot. */
export interface LotPart {
  readonly lotId: Id<"walletLot">;
  readonly amountMinor: bigint;
}

/** What was taken, lot by lot, and what no lot could cover. */
export interface Draw {
  readonly parts: readonly LotPart[];
  readonly uncoveredMinor: bigint;
}

/**
 * The order in which credit is spent: what was given before what was bought; of the given what expires soonest (what
 * never expires last), of the bought the oldest.
 */
export function byDrawOrder(a: Lot, b: Lot): number {
  if (a.kind !== b.kind) return a.kind === "granted" ? -1 : 1;
  return compareExpiry(a.expiresAt, b.expiresAt) || byAge(a, b);
}

/** Takes `amountMinor` (≥ 0) from lots in the order in which credit is spent. */
export function drawLots(lots: readonly Lot[], amountMinor: bigint): Draw {
  invariant(amountMinor >= 0n, "nothing is drawn of a negative amount");
  return take(lots.toSorted(byDrawOrder), amountMinor);
}

/** Takes from lots in the order given. */
export function take(lots: readonly Lot[], amountMinor: bigint): Draw {
  const parts: LotPart[] = [];
  let left = amountMinor;
  for (const lot of lots) {
    const part = left < lot.remainingMinor ? left : lot.remainingMinor;
    if (part <= 0n) continue;
    parts.push({ lotId: lot.id, amountMinor: part });
    left -= part;
  }
  return { parts, uncoveredMinor: left };
}

/** The lots after something was drawn. */
export function afterDraw(lots: readonly Lot[], parts: readonly LotPart[]): Lot[] {
  return change(lots, parts, -1n);
}

/** The lots after something was put back. */
export function afterPutBack(lots: readonly Lot[], parts: readonly LotPart[]): Lot[] {
  return change(lots, parts, 1n);
}

/** What all lots hold. */
export function creditOf(lots: readonly Lot[]): bigint {
  return lots.reduce((sum, lot) => sum + lot.remainingMinor, 0n);
}

/**
 * Puts back what a charge had drawn (its uses, summed for each lot), the last drawn first: what was bought before what
 * was given, so that the driver's own money is his again. What the charge never drew (it was in debt) is `uncoveredMinor`:
 * it lowers that debt. `amountMinor` is what is given back.
 */
export function putBack(lots: readonly Lot[], used: readonly LotPart[], amountMinor: bigint): Draw {
  const byId = new Map(used.map(({ lotId, amountMinor: part }) => [lotId, part]));
  const backwards = lots
    .filter(({ id }) => byId.has(id))
    .toSorted((a, b) => byDrawOrder(b, a))
    .map((lot) => ({ ...lot, remainingMinor: byId.get(lot.id) ?? 0n }));
  return take(backwards, amountMinor);
}

function change(lots: readonly Lot[], parts: readonly LotPart[], sign: bigint): Lot[] {
  const byId = new Map<string, bigint>();
  for (const { lotId, amountMinor } of parts) {
    byId.set(lotId, (byId.get(lotId) ?? 0n) + amountMinor);
  }
  return lots.map((lot) => {
    const remainingMinor = lot.remainingMinor + sign * (byId.get(lot.id) ?? 0n);
    invariant(
      remainingMinor >= 0n && remainingMinor <= lot.amountMinor,
      `lot ${lot.id} would hold ${remainingMinor} of ${lot.amountMinor}`,
    );
    return { ...lot, remainingMinor };
  });
}

function compareExpiry(a: Temporal.Instant | null, b: Temporal.Instant | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return Temporal.Instant.compare(a, b);
}

function byAge(a: Lot, b: Lot): number {
  return Temporal.Instant.compare(a.createdAt, b.createdAt) || (a.id < b.id ? -1 : 1);
}
