import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/filter-bar";
import { invoiceNeeds, invoicePaymentStates } from "@/trpc/inputs/invoice-filter";

/** What invoices can be filtered by. */
export function InvoiceFilters() {
  const t = useTranslations("finance.invoices");
  const words = useTranslations("status.invoicePayment");
  return (
    <FilterBar
      label={t("title")}
      fields={[
        {
          kind: "choice",
          name: "payment",
          label: t("payment"),
          items: invoicePaymentStates.map((value) => ({ value, label: words(value) })),
        },
        {
          kind: "choice",
          name: "need",
          label: t("need"),
          items: invoiceNeeds.map((value) => ({ value, label: t(`need_${value}`) })),
        },
        { kind: "text", name: "text", label: t("text") },
        {
          kind: "choice",
          name: "by",
          label: t("by"),
          none: t("byIssued"),
          items: [{ value: "paid", label: t("byPaid") }],
        },
        { kind: "date", name: "from", label: t("from") },
        { kind: "date", name: "to", label: t("to") },
      ]}
    />
  );
}
