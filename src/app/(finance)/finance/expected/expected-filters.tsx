import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/filter-bar";

/** What the book can be filtered by. */
export function ExpectedFilters({
  partners,
}: {
  partners: readonly { readonly id: string; readonly name: string }[];
}) {
  const t = useTranslations("finance.expected");
  return (
    <FilterBar
      label={t("title")}
      fields={[
        {
          kind: "choice",
          name: "kind",
          label: t("kind"),
          none: t("missing"),
          items: [
            { value: "unexpected", label: t("unexpected") },
            { value: "stale", label: t("stale") },
          ],
        },
        {
          kind: "choice",
          name: "partner",
          label: t("partner"),
          items: partners.map(({ id, name }) => ({ value: id, label: name })),
        },
        { kind: "date", name: "from", label: t("from") },
        { kind: "date", name: "to", label: t("to") },
      ]}
    />
  );
}
