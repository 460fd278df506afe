import type { PurposeCondition } from "@/core/accounts/purpose-of-charge";
import type { RuleInput } from "./account";

const EVERY_DAY = 127;
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** What a rule's form says of when it applies. What is left empty is not said. */
export function conditionOfForm(form: RuleInput): PurposeCondition {
  const { weekdays, from, to, places, vehicleIds, tokenIds, memberIds } = form;
  return {
    ...(weekdays !== EVERY_DAY && {
      weekdays: DAYS.filter((day) => (weekdays & (1 << (day - 1))) !== 0),
    }),
    ...(from !== "" && { from }),
    ...(to !== "" && { to }),
    ...(places.length > 0 && { places }),
    ...(vehicleIds.length > 0 && { vehicleIds }),
    ...(tokenIds.length > 0 && { tokenIds }),
    ...(memberIds.length > 0 && { memberIds }),
  };
}

/** A condition as the form holds it. */
export function formOfCondition(
  condition: PurposeCondition,
): Pick<
  RuleInput,
  "weekdays" | "from" | "to" | "places" | "vehicleIds" | "tokenIds" | "memberIds"
> {
  const { weekdays, from, to, places, vehicleIds, tokenIds, memberIds } = condition;
  return {
    weekdays: weekdays?.reduce((bits, day) => bits | (1 << (day - 1)), 0) ?? EVERY_DAY,
    from: from ?? "",
    to: to ?? "",
    places: [...(places ?? [])],
    vehicleIds: [...(vehicleIds ?? [])],
    tokenIds: [...(tokenIds ?? [])],
    memberIds: [...(memberIds ?? [])],
  };
}
