import { useTranslations } from "next-intl";
import type { Rule, RuleChoices } from "@/app/(driver)/account/account-view";
import { useWeekdayWords } from "@/app/(driver)/charging/weekday-words";
import { formOfCondition } from "@/trpc/inputs/rule-form";

/** A rule in plain words: "Weekdays 07:00–18:00 → business, 4100". */
export function useRuleWords(choices: RuleChoices): (rule: Rule) => string {
  const t = useTranslations("account.rules");
  const daysOf = useWeekdayWords();
  const nameOf = (of: readonly { readonly id: string; readonly name: string }[], id: string) =>
    of.find((one) => one.id === id)?.name ?? id;
  return ({ condition, purpose, costCentreId }) => {
    const { from, to, weekdays, places, memberIds, tokenIds, vehicleIds } = condition;
    const days = weekdays ? daysOf(formOfCondition(condition).weekdays) : "";
    const clock =
      from !== undefined && to !== undefined
        ? t("at", { from, to })
        : from !== undefined
          ? t("onwards", { from })
          : to !== undefined
            ? t("before", { to })
            : "";
    const named = [
      ...(places ?? []).map((id) => nameOf(choices.places, id)),
      ...(memberIds ?? []).map((id) => nameOf(choices.members, id)),
      ...(tokenIds ?? []).map((id) => nameOf(choices.tokens, id)),
      ...(vehicleIds ?? []).map((id) => nameOf(choices.vehicles, id)),
    ];
    const when = [[days, clock].filter(Boolean).join(" "), ...named].filter(Boolean).join(", ");
    const code = choices.costCentres.find(({ id }) => id === costCentreId)?.code;
    const what = [t("becomes", { purpose }), code].filter(Boolean).join(", ");
    return `${when || t("always")} → ${what}`;
  };
}
