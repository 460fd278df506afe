import { useLocale, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { ApproveButton } from "./approve-button";
import { RetryButton } from "./retry-button";

type Invoice = RouterOutputs["driver"]["invoices"]["get"];

/** What has become of the payment, and what the driver may do about it. */
export function InvoicePayments({ invoice }: { invoice: Invoice }) {
  const t = useTranslations("driver.invoices");
  const { paymentState, paidAt, timeZone, payments } = invoice;
  const locale = useLocale();
  const [latest] = payments;
  if (paymentState === "paid" && paidAt) {
    const date = formatTime(paidAt, locale, timeZone, "date");
    return <Notice tone="ok" title={t("paid", { date })} />;
  }
  if (paymentState === "action_needed" && latest) {
    return (
      <Notice
        tone="wait"
        title={t("action")}
        action={<ApproveButton paymentId={latest.id} label={t("approve")} />}
      >
        {t("actionText")}
      </Notice>
    );
  }
  if (paymentState === "failed") {
    return (
      <Notice
        tone="bad"
        title={t("failed")}
        action={
          <span className="flex flex-wrap gap-2">
            <RetryButton invoiceId={invoice.id} />
            <LinkButton href="/payment" variant="secondary" size="sm">
              {t("changeCard")}
            </LinkButton>
          </span>
        }
      >
        {t("failedText")}
      </Notice>
    );
  }
  if (paymentState === "open" || paymentState === "collecting") {
    return <Notice title={t("open")} />;
  }
  return null;
}
