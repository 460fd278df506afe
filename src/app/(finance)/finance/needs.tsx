import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MicroMoney } from "@/components/micro-money";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { formatDay } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { useHeldReason } from "./held-reason";

type NeedsOf = RouterOutputs["finance"]["overview"]["needs"];

/** What waits for a person, oldest first, each with the reason in words. */
export function Needs({ needs, timeZone }: { needs: NeedsOf; timeZone: string }) {
  const t = useTranslations("finance.overview");
  const { held, invoices, messages } = needs;
  if (held.length + invoices.length + messages.length === 0) {
    return (
      <Section title={t("needs")}>
        <Empty title={t("needsNone")}>{t("needsNoneText")}</Empty>
      </Section>
    );
  }
  return (
    <>
      {held.length > 0 ? (
        <Section
          title={t("heldCdrs")}
          action={<More href="/finance/cdrs?state=held">{t("allHeld")}</More>}
        >
          <ul className="border-t border-ink">
            {held.map((cdr) => (
              <HeldCdr key={cdr.id} cdr={cdr} timeZone={timeZone} />
            ))}
          </ul>
        </Section>
      ) : null}
      {invoices.length > 0 ? (
        <Section
          title={t("failedPayments")}
          action={<More href="/finance/invoices?need=troubled">{t("allTroubled")}</More>}
        >
          <ul className="border-t border-ink">
            {invoices.map((invoice) => (
              <TroubledInvoice key={invoice.id} invoice={invoice} />
            ))}
          </ul>
        </Section>
      ) : null}
      {messages.length > 0 ? (
        <Section title={t("messages")}>
          <p className="-mt-3 text-sm text-ink-soft">{t("messagesNote")}</p>
          <ul className="border-t border-ink">
            {messages.map((message) => (
              <UnusableMessage key={message.id} message={message} timeZone={timeZone} />
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}

function More({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="text-brand underline underline-offset-2">
      {children}
    </Link>
  );
}

/** A row that its link covers. */
function Need({
  href,
  title,
  detail,
  children,
}: {
  href: string;
  title: ReactNode;
  detail: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="group relative grid gap-x-8 gap-y-1 border-b py-3 hover:bg-sunken sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <Link
          href={href}
          className="font-medium after:absolute after:inset-0 group-hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-brand"
        >
          {title}
        </Link>
        <div className="text-sm text-ink-soft">{detail}</div>
      </div>
      <div className="flex items-baseline gap-4 sm:flex-col sm:items-end sm:gap-0">{children}</div>
    </li>
  );
}

function HeldCdr({ cdr, timeZone }: { cdr: NeedsOf["held"][number]; timeZone: string }) {
  const t = useTranslations("finance.overview");
  const list = useTranslations("finance.cdrs");
  const reasonOf = useHeldReason();
  return (
    <Need
      href={`/finance/cdrs/${cdr.id}`}
      title={cdr.heldReasons.map((stored) => reasonOf(stored).what).join(" ")}
      detail={
        <>
          {[
            cdr.place || list("unknownPlace"),
            cdr.operator,
            cdr.driverName ?? list("unknownDriver"),
          ].join(" · ")}
          {" · "}
          <Moment at={cdr.receivedAt} timeZone={timeZone} />
        </>
      }
    >
      <MicroMoney micro={cdr.claimedMicro} currency={cdr.currency} className="font-medium" />
      {cdr.differenceMicro === null ? null : (
        <span className="text-sm text-ink-soft">
          {t("difference")}{" "}
          <MicroMoney micro={cdr.differenceMicro} currency={cdr.currency} isSigned />
        </span>
      )}
    </Need>
  );
}

function TroubledInvoice({ invoice }: { invoice: NeedsOf["invoices"][number] }) {
  const t = useTranslations("finance.overview");
  const locale = useLocale();
  const { id, number, driverName, paymentState, left, failureMessage, dueOn } = invoice;
  const due = dueOn && t("due", { date: formatDay(dueOn.toString(), locale) });
  return (
    <Need
      href={`/finance/invoices/${id}`}
      title={`${number} · ${driverName}`}
      detail={[failureMessage, due].filter(Boolean).join(" · ")}
    >
      <Money value={left} className="font-medium" />
      <Status of="invoicePayment" value={paymentState} />
    </Need>
  );
}

function UnusableMessage({
  message,
  timeZone,
}: {
  message: NeedsOf["messages"][number];
  timeZone: string;
}) {
  const t = useTranslations("finance.overview");
  const { id, partnerName, objectKey, outcome, reasons, occurredAt } = message;
  return (
    <Need
      href={`/finance/messages/${id}`}
      title={reasons[0] ?? t("noReason")}
      detail={
        <>
          {[partnerName, objectKey].filter(Boolean).join(" · ")}
          {reasons.length > 1 ? ` · +${reasons.length - 1}` : null}
        </>
      }
    >
      <Moment at={occurredAt} timeZone={timeZone} className="text-sm text-ink-soft" />
      <Status of="message" value={outcome} />
    </Need>
  );
}
