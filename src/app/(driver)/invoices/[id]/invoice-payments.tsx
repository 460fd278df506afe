import { useLocale, useTranslations } from "next-intl";
import { RefreshWhileOpen } from "@/app/refresh-while-open";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { ApproveButton } from "./approve-button";
import { PayNowButton } from "./pay-now-button";
import { RetryButton } from "./retry-button";

type Invoice = RouterOutputs["driver"]["invoices"]["get"];
type Standing = RouterOutputs["driver"]["payment"]["standing"];

const TONES = {
  open: "info",
  no_method: "wait",
  announced: "info",
  collecting: "info",
  processing: "info",
  page: "wait",
  action: "wait",
  failed: "bad",
  exhausted: "bad",
  returned: "bad",
} as const;

/** What has become of the payment, in plain words, and what the driver may do about it. */
export function InvoicePayments({
  invoice,
  standing,
  mayPay,
  result,
}: {
  invoice: Invoice;
  standing: Standing;
  /** A bookkeeper reads and pays nothing. */
  mayPay: boolean;
  result: "done" | "left" | null;
}) {
  const t = useTranslations("payments.standing");
  const { kind } = standing;
  if (kind === "none") return null;
  return (
    <>
      {result === "left" ? <Notice title={t("left")} /> : null}
      {result === "done" && kind === "page" ? <Notice tone="ok" title={t("done")} /> : null}
      {kind === "collecting" || (result === "done" && kind === "page") ? (
        <RefreshWhileOpen />
      ) : null}
      <StandingNotice invoice={invoice} standing={standing} kind={kind} mayPay={mayPay} />
    </>
  );
}

function StandingNotice({
  invoice,
  standing,
  mayPay,
  kind,
}: {
  invoice: Invoice;
  standing: Standing;
  mayPay: boolean;
  kind: keyof typeof TONES;
}) {
  const t = useTranslations("payments.standing");
  const advice = useTranslations("payments.advice");
  const locale = useLocale();
  const date = standing.at ? formatTime(standing.at, locale, invoice.timeZone, "date") : "";
  const text =
    kind === "failed" ? advice(standing.advice ?? "contact_bank") : t(`${kind}Text`, { date });
  return (
    <Notice
      tone={TONES[kind]}
      title={t(kind, { date })}
      action={mayPay ? <StandingActions invoiceId={invoice.id} standing={standing} /> : null}
    >
      {text}
    </Notice>
  );
}

function StandingActions({ invoiceId, standing }: { invoiceId: string; standing: Standing }) {
  const t = useTranslations("payments.standing");
  const words = useTranslations("driver.invoices");
  const { kind, paymentId } = standing;
  if (kind === "processing" || kind === "collecting" || kind === "none") return null;
  const isWaiting = kind === "action" || kind === "failed";
  const isHis = kind !== "open" && kind !== "announced";
  return (
    <span className="flex flex-wrap gap-2">
      {kind === "action" && paymentId ? (
        <ApproveButton paymentId={paymentId} label={words("approve")} />
      ) : null}
      {kind === "failed" ? <RetryButton invoiceId={invoiceId} /> : null}
      <PayNowButton
        invoiceId={invoiceId}
        label={t(kind === "page" ? "continue" : "payNow")}
        isSecondary={isWaiting || !isHis}
      />
      {isHis && kind !== "page" && kind !== "action" ? (
        <LinkButton href="/payment" variant="secondary" size="sm">
          {t("changeMethod")}
        </LinkButton>
      ) : null}
    </span>
  );
}
