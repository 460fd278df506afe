import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/filter-bar";
import { documentKinds } from "@/trpc/inputs/document-filter";

/** What documents can be filtered by. */
export function DocumentFilters() {
  const t = useTranslations("documentList");
  return (
    <FilterBar
      label={t("title")}
      fields={[
        {
          kind: "choice",
          name: "kind",
          label: t("filter.kind"),
          items: documentKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
        },
        { kind: "text", name: "year", label: t("filter.year"), isFigure: true, hint: "2026" },
        { kind: "text", name: "text", label: t("filter.text") },
      ]}
    />
  );
}
