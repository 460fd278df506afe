import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/filter-bar";
import { caseAgeNames } from "@/trpc/inputs/case-filter";
import type { RouterOutputs } from "@/trpc/outputs";
import { useCaseWords } from "./case-words";

/** What cases can be filtered by; kinds are those of which some are open. */
export function CaseFilters({
  kinds,
}: {
  kinds: RouterOutputs["finance"]["cases"]["list"]["kinds"];
}) {
  const t = useTranslations("cases");
  const { kindOf } = useCaseWords();
  return (
    <FilterBar
      label={t("title")}
      fields={[
        {
          kind: "choice",
          name: "state",
          label: t("state"),
          none: t("open"),
          items: [{ value: "closed", label: t("closed") }],
        },
        {
          kind: "choice",
          name: "kind",
          label: t("kind"),
          items: kinds.map(({ kind, open }) => ({
            value: kind,
            label: `${kindOf(kind)} (${open})`,
          })),
        },
        {
          kind: "choice",
          name: "age",
          label: t("age"),
          items: caseAgeNames.map((value) => ({ value, label: t(`ages.${value}`) })),
        },
        {
          kind: "choice",
          name: "owner",
          label: t("owner"),
          items: (["mine", "nobody"] as const).map((value) => ({ value, label: t(value) })),
        },
        { kind: "text", name: "text", label: t("text") },
      ]}
    />
  );
}
