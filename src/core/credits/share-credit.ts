import { invariant } from "@/core/invariant";

/** Where the rest of a credit goes once what is owed is covered: his wallet, the card that paid, or his bank account by hand. */
export type CreditTarget = "wallet" | "card" | "account";

/** What stands against a credit, in minor units of one currency. */
export interface CreditStanding {
  /** What the driver still owes of the document. */
  readonly openMinor: bigint;
  /** What of it was written off as bad debt. */
  readonly writtenOffMinor: bigint;
  readonly target: CreditTarget;
}

/** How a credit is shared: its parts add up to it, and none is below zero. */
export interface CreditShares {
  /** Off what is open. */
  readonly openMinor: bigint;
  /** Off what was written off: it is owed by nobody any more. */
  readonly writtenOffMinor: bigint;
  /** Into the wallet. */
  readonly walletMinor: bigint;
  /** Owed back to the driver, by card or to his account. */
  readonly payableMinor: bigint;
}

/**
 * Shares a credit: first off what is still open, then off what was written off, and what is left was paid and is given
 * back where `target` says.
 */
export function shareCredit(totalMinor: bigint, standing: CreditStanding): CreditShares {
  invariant(totalMinor > 0n, "a credit is positive");
  invariant(
    standing.openMinor >= 0n && standing.writtenOffMinor >= 0n,
    "less than nothing is owed",
  );
  const openMinor = least(totalMinor, standing.openMinor);
  const writtenOffMinor = least(totalMinor - openMinor, standing.writtenOffMinor);
  const rest = totalMinor - openMinor - writtenOffMinor;
  const isWallet = standing.target === "wallet";
  return {
    openMinor,
    writtenOffMinor,
    walletMinor: isWallet ? rest : 0n,
    payableMinor: isWallet ? 0n : rest,
  };
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
