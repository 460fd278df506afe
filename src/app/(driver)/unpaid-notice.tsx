import { useLocale, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatDay, formatMoney, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Unpaid = RouterOutputs["driver"]["dunning"]["list"][number];

/** What happens next with invoices that are not paid, and when; nothing where nothing is unpaid. */
export function UnpaidNotices({
  unpaid,
  isOnInvoice = false,
}: {
  unpaid: readonly Unpaid[];
  isOnInvoice?: boolean;
}) {
  return unpaid.map((one) => (
    <UnpaidNotice key={one.invoiceId} unpaid={one} isOnInvoice={isOnInvoice} />
  ));
}

function UnpaidNotice({ unpaid, isOnInvoice }: { unpaid: Unpaid; isOnInvoice: boolean }) {
  const t = useTranslations("dunning.driver");
  const locale = useLocale();
  const { number, isBlocked, isPaused } = unpaid;
  const values = { number, amount: formatMoney(unpaid.owed, locale) };
  return (
    <Notice
      tone={isPaused ? "info" : isBlocked ? "bad" : "wait"}
      title={isBlocked ? t("titleBlocked", values) : t("title", values)}
      action={
        isPaused || isOnInvoice ? null : (
          <LinkButton href={`/invoices/${unpaid.invoiceId}`} variant="secondary" size="sm">
            {t("pay")}
          </LinkButton>
        )
      }
    >
      <WhatComes unpaid={unpaid} />
    </Notice>
  );
}

function WhatComes({ unpaid }: { unpaid: Unpaid }) {
  const t = useTranslations("dunning.driver");
  const locale = useLocale();
  const { dueOn, timeZone, next, collectAt, isPaused, isBlocked, isOverdue } = unpaid;
  const day = (at: Temporal.Instant) => formatTime(at, locale, timeZone, "date");
  const sentences = [
    t(isOverdue ? "due" : "notDue", { day: formatDay(dueOn.toString(), locale) }),
    isBlocked ? t("blocked") : "",
    isPaused ? t("paused") : "",
    collectAt ? t("collect", { day: day(collectAt) }) : "",
    next ? t(next.action, { day: day(next.at) }) : "",
    next && next.fee.amountMinor > 0n ? t("fee", { amount: formatMoney(next.fee, locale) }) : "",
  ];
  return sentences.filter((one) => one !== "").join(" ");
}
