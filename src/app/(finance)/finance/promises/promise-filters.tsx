import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/filter-bar";

/** The period and the operator. */
export function PromiseFilters({
  partners,
}: {
  partners: readonly { readonly id: string; readonly name: string }[];
}) {
  const t = useTranslations("promise");
  return (
    <FilterBar
      label={t("title")}
      fields={[
        {
          kind: "choice",
          name: "partner",
          label: t("operator"),
          items: partners.map(({ id, name }) => ({ value: id, label: name })),
        },
        { kind: "date", name: "from", label: t("from") },
        { kind: "date", name: "to", label: t("to") },
      ]}
    />
  );
}
