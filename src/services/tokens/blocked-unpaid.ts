/** Why a token is blocked whose driver owes an invoice for too long: lifted once it is paid, by nobody's hand. */
export const BLOCKED_UNPAID = "unpaid";
