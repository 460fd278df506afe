import { Fragment } from "react";
import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Badge } from "@/components/ui/badge";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

type Payment = RouterOutputs["finance"]["invoices"]["get"]["payments"][number];

/** Each attempt to take the money, with what Stripe calls it and said of it. */
export function PaymentAttempts({
  payments,
  timeZone,
}: {
  payments: readonly Payment[];
  timeZone: string;
}) {
  const t = useTranslations("finance.invoice");
  return (
    <Section title={t("payments")}>
      {payments.length === 0 ? (
        <div className="border-t border-ink pt-3">
          <p className="font-medium">{t("noPayments")}</p>
          <p className="text-sm text-ink-soft">{t("noPaymentsText")}</p>
        </div>
      ) : (
        <ol className="border-t border-ink">
          {payments.map((payment) => (
            <Attempt key={payment.id} payment={payment} timeZone={timeZone} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Attempt({ payment, timeZone }: { payment: Payment; timeZone: string }) {
  const t = useTranslations("finance.invoice");
  const words = useTranslations("payments.attempts");
  const { failureMessage, failureCode, declineCode, paymentIntentId, chargeId } = payment;
  const codes = [failureCode, declineCode, payment.adviceCode].filter(Boolean).join(", ");
  return (
    <li className="flex flex-col gap-1 border-b py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {t("attempt")} {payment.attempt}
          <Status of="payment" value={payment.state} />
          {payment.environment === "simulator" ? <Badge>{t("simulator")}</Badge> : null}
        </span>
        <Money value={payment.amount} className="font-medium" />
      </div>
      <p className="text-sm text-ink-soft">
        {words(`channel.${payment.channel}`)},{" "}
        <Moment at={payment.settledAt ?? payment.createdAt} timeZone={timeZone} />
      </p>
      {failureMessage || codes ? (
        <p className="border-l-2 border-bad pl-3 text-sm">
          {failureMessage}
          {codes ? <span className="block font-mono text-xs text-ink-soft">{codes}</span> : null}
        </p>
      ) : null}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 text-xs text-ink-soft">
        {[paymentIntentId, chargeId].filter((text) => text !== null).length > 0 ? (
          <>
            <dt>{t("stripe")}</dt>
            <dd className="font-mono break-all">
              {[paymentIntentId, chargeId].filter((text) => text !== null).join(" · ")}
            </dd>
          </>
        ) : null}
        <AttemptDetails payment={payment} timeZone={timeZone} />
        <dt>{t("key")}</dt>
        <dd className="font-mono break-all">{payment.idempotencyKey}</dd>
      </dl>
    </li>
  );
}

/** What was given back or taken back of it, what the network said, and until when it waits. */
function AttemptDetails({ payment, timeZone }: { payment: Payment; timeZone: string }) {
  const words = useTranslations("payments.attempts");
  const { refunded, reversed, networkDeclineCode, fingerprint, expiresAt, state } = payment;
  const isWaiting = state === "requires_action" || state === "submitted";
  const details = [
    { label: words("refunded"), value: refunded.amountMinor > 0n && <Money value={refunded} /> },
    { label: words("reversed"), value: reversed.amountMinor > 0n && <Money value={reversed} /> },
    { label: words("network"), value: networkDeclineCode },
    { label: words("fingerprint"), value: fingerprint },
    {
      label: words("expires"),
      value: isWaiting && expiresAt && <Moment at={expiresAt} timeZone={timeZone} />,
    },
  ];
  return details.map(({ label, value }) =>
    value ? (
      <Fragment key={label}>
        <dt>{label}</dt>
        <dd className="font-mono break-all">{value}</dd>
      </Fragment>
    ) : null,
  );
}
