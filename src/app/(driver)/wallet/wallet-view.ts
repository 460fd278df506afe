import type { RouterOutputs } from "@/trpc/outputs";

/** What the wallet page is told. */
export type OwnWallet = RouterOutputs["driver"]["wallet"]["read"];

/** One wallet of it. */
export type WalletView = OwnWallet["wallets"][number];

/** Automatic top-ups as a client component may be given them. */
export type ShownAuto = Omit<WalletView["auto"], "backOffUntil"> & {
  readonly backOffUntil: string | null;
};
