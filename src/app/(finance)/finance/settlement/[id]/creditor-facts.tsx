import { useLocale, useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import { formatDay } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Creditor = RouterOutputs["finance"]["settlement"]["get"]["creditor"];

/** Whom we pay, and how. */
export function CreditorFacts({ creditor }: { creditor: Creditor }) {
  const t = useTranslations("settlement.page");
  const locale = useLocale();
  const { address, selfBillingAgreedOn: agreed } = creditor;
  const missing = <span className="text-ink-soft">{t("missing")}</span>;
  return (
    <Facts
      facts={[
        { label: t("vatNumber"), value: creditor.vatNumber ?? missing },
        {
          label: t("line1"),
          value: address
            ? `${address.line1}, ${address.postalCode} ${address.city}, ${address.country}`
            : missing,
        },
        { label: t("iban"), value: creditor.iban ?? missing },
        { label: t("term"), value: creditor.paymentTermDays },
        {
          label: t("invoices"),
          value: agreed
            ? t("weInvoice", { date: formatDay(agreed.toString(), locale) })
            : t("operatorInvoices"),
        },
      ]}
    />
  );
}
