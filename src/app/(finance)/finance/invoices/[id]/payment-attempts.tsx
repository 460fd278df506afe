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
  const { failureMessage, failureCode, declineCode, paymentIntentId, chargeId } = payment;
  const codes = [failureCode, declineCode].filter(Boolean).join(", ");
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
        <dt>{t("key")}</dt>
        <dd className="font-mono break-all">{payment.idempotencyKey}</dd>
      </dl>
    </li>
  );
}
