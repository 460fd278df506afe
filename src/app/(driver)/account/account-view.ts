import type { RouterOutputs } from "@/trpc/outputs";

type Account = RouterOutputs["driver"]["account"];

/** Somebody who uses the account besides its owner. */
export type Member = Account["people"]["members"][number];

/** What its charges are divided into. */
export type CostCentre = Account["costCentres"][number];

/** A rule, and what rules may name. */
export type Rule = Account["rules"][number];
export type RuleChoices = Account["ruleChoices"];

/** What of a member his deeds need. */
export type NamedMember = Pick<Member, "id" | "name" | "email" | "role" | "costCentreId"> & {
  readonly isInvited: boolean;
};
