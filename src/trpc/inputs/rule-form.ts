import type { PurposeCondition } from "@/core/accounts/purpose-of-charge";
import type { RuleInput } from "./account";

const EVERY_DAY = 127;
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** What a rule's form says of when it applies. What is left empty is not said. */
export function conditionOfForm(form: RuleInput): PurposeCondition {
  const { weekdays, from, to, place, vehicleId, tokenId, memberId } = form;
  return {
    ...(weekdays !== EVERY_DAY && {
      weekdays: DAYS.filter((day) => (weekdays & (1 << (day - 1))) !== 0),
    }),
    ...(from !== "" && { from }),
    ...(to !== "" && { to }),
    ...(place !== "" && { places: [place] }),
    ...(vehicleId !== "" && { vehicleIds: [vehicleId] }),
    ...(tokenId !== "" && { tokenIds: [tokenId] }),
    ...(memberId !== "" && { memberIds: [memberId] }),
  };
}

/** A condition as the form holds it; of a list the first. */
export function formOfCondition(
  condition: PurposeCondition,
): Pick<RuleInput, "weekdays" | "from" | "to" | "place" | "vehicleId" | "tokenId" | "memberId"> {
  const { weekdays, from, to, places, vehicleIds, tokenIds, memberIds } = condition;
  return {
    weekdays: weekdays?.reduce((bits, day) => bits | (1 << (day - 1)), 0) ?? EVERY_DAY,
    from: from ?? "",
    to: to ?? "",
    place: places?.[0] ?? "",
    vehicleId: vehicleIds?.[0] ?? "",
    tokenId: tokenIds?.[0] ?? "",
    memberId: memberIds?.[0] ?? "",
  };
}
