/** Why a token is blocked whose driver has no credit: lifted by his next top-up, by nobody's hand. */
export const BLOCKED_FOR_CREDIT = "no_credit";
