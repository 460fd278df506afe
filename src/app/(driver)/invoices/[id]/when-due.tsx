import { useLocale, useTranslations } from "next-intl";
import { formatDay, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

/** When an invoice was paid, or else when it falls due. */
export function WhenDue({
  invoice: { paymentState, paidAt, dueOn, timeZone },
}: {
  invoice: Pick<
    RouterOutputs["driver"]["invoices"]["get"],
    "paymentState" | "paidAt" | "dueOn" | "timeZone"
  >;
}) {
  const t = useTranslations("driver.invoices");
  const locale = useLocale();
  if (paymentState === "paid" && paidAt) {
    return t("paid", { date: formatTime(paidAt, locale, timeZone, "date") });
  }
  return `${t("due")} ${formatDay(dueOn, locale)}`;
}
