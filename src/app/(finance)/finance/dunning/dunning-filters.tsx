import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/filter-bar";
import { dunningStates, overdueAges } from "@/trpc/inputs/dunning";

/** What unpaid invoices can be filtered by. */
export function DunningFilters() {
  const t = useTranslations("dunning");
  return (
    <FilterBar
      label={t("title")}
      fields={[
        {
          kind: "choice",
          name: "state",
          label: t("filter.state"),
          none: t("filter.none"),
          items: dunningStates.map((value) => ({ value, label: t(`state_${value}`) })),
        },
        {
          kind: "choice",
          name: "age",
          label: t("filter.age"),
          items: overdueAges.map((value) => ({ value, label: t(`age_${value}`) })),
        },
        { kind: "text", name: "text", label: t("filter.text") },
      ]}
    />
  );
}
