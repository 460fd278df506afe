import type { LockedWallet } from "./lock-wallets";

/** A wallet as it was locked, and by how much its credit moved since (what was held for it is freed). */
export interface CreditMove {
  readonly wallet: LockedWallet;
  readonly movedMinor: bigint;
  /** What of the holds ended with it. */
  readonly freedMinor?: bigint;
  /** Names what moved it, for mails that are sent once for each event. */
  readonly event?: string;
}
