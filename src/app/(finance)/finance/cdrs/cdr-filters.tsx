import { useTranslations } from "next-intl";
import { useHeldReason } from "@/app/(finance)/finance/held-reason";
import { FilterBar } from "@/components/filter-bar";
import { cdrStates, cdrVerdicts } from "@/trpc/inputs/cdr-filter";

/** What CDRs can be filtered by. */
export function CdrFilters({
  partners,
  holds,
}: {
  partners: readonly { readonly id: string; readonly name: string }[];
  holds: readonly { readonly code: string; readonly cdrs: number }[];
}) {
  const reasonOf = useHeldReason();
  const t = useTranslations("finance.cdrs");
  const words = useTranslations("status");
  return (
    <FilterBar
      label={t("title")}
      fields={[
        {
          kind: "choice",
          name: "state",
          label: t("state"),
          items: cdrStates.map((value) => ({ value, label: words(`cdr.${value}`) })),
        },
        {
          kind: "choice",
          name: "verdict",
          label: t("verdict"),
          items: cdrVerdicts.map((value) => ({ value, label: words(`verdict.${value}`) })),
        },
        {
          kind: "choice",
          name: "partner",
          label: t("partner"),
          items: partners.map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          kind: "choice",
          name: "hold",
          label: t("hold"),
          items: holds.map(({ code, cdrs }) => ({
            value: code,
            label: t("holdCount", {
              what: reasonOf(code.replace(":", ": ")).what,
              count: String(cdrs),
            }),
          })),
        },
        { kind: "text", name: "who", label: t("who") },
        { kind: "text", name: "text", label: t("text"), isFigure: true },
        {
          kind: "choice",
          name: "by",
          label: t("by"),
          none: t("byStarted"),
          items: [
            { value: "received", label: t("byReceived") },
            { value: "decided", label: t("byDecided") },
          ],
        },
        { kind: "date", name: "from", label: t("from") },
        { kind: "date", name: "to", label: t("to") },
        {
          kind: "choice",
          name: "credit",
          label: t("credit"),
          items: [{ value: "yes", label: t("creditOnly") }],
        },
      ]}
    />
  );
}
