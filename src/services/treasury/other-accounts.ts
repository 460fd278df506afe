import {
  badDebtAccount,
  bankFeesAccount,
  goodwillAccount,
  paymentInTransitAccount,
  roundingAccount,
  stripeClearingAccount,
  unallocatedAccount,
  type AccountRef,
} from "@/core/ledger/account";

/** The ledger accounts that finance may take a bank line against, by the name they have in a form. */
export const otherAccounts = {
  bank_fees: bankFeesAccount,
  unallocated: unallocatedAccount,
  payment_in_transit: paymentInTransitAccount,
  stripe_clearing: stripeClearingAccount,
  bad_debt: badDebtAccount,
  goodwill: goodwillAccount,
  rounding: roundingAccount,
} as const satisfies Record<string, AccountRef>;

/** A name of such an account. */
export type OtherAccount = keyof typeof otherAccounts;
