/**
 * What is supplied: the electricity of a charge; access to a network of chargers (a subscription's fee); a fee for
 * roaming; a fee for a plug that stays occupied; and what is no supply at all (fees of reminders, interest).
 */
export const supplyKinds = ["ENERGY", "ACCESS_FEE", "E_ROAMING_FEE", "IDLE_FEE", "OTHER"] as const;

/** What is supplied decides where it is taxed: a property of each line, never of a whole document. */
export type SupplyKind = (typeof supplyKinds)[number];
