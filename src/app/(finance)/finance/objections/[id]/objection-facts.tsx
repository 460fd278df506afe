import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useReasonWords } from "@/app/dispute-trace/use-reason-words";
import { Energy } from "@/components/energy";
import { Money } from "@/components/money";
import { Period } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { formatEnergy, formatPeriod, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Dispute = RouterOutputs["finance"]["objections"]["get"];

const LINK = "underline underline-offset-2";

/** What is known of the charge: its CDR, the session that the CPO told of, the driver and the document. */
export function ObjectionFacts({ dispute, timeZone }: { dispute: Dispute; timeZone: string }) {
  const t = useTranslations("disputes.staff");
  const page = useTranslations("disputes.page");
  const reasonOf = useReasonWords();
  const session = useSessionWords(dispute.session, timeZone);
  const { driver, invoice } = dispute;
  return (
    <Section
      title={t("evidence")}
      action={
        <Link href={`/finance/cdrs/${dispute.cdrId}`} className={`text-sm ${LINK}`}>
          {t("cdr")}
        </Link>
      }
    >
      <Facts
        facts={[
          { label: page("reason"), value: reasonOf(dispute.reason) },
          {
            label: t("driver"),
            value: (
              <Link href={`/finance/drivers/${driver.id}`} className={LINK}>
                {driver.name}
              </Link>
            ),
          },
          { label: page("operator"), value: dispute.operator },
          {
            label: page("when"),
            value: <Period start={dispute.startedAt} end={dispute.endedAt} timeZone={timeZone} />,
          },
          { label: page("energy"), value: <Energy microKwh={dispute.energyMicroKwh} /> },
          { label: t("session"), value: session },
          {
            label: page("amount"),
            value: dispute.amount ? <Money value={dispute.amount} /> : page("amountComing"),
          },
          {
            label: t("invoice"),
            value: invoice ? (
              <Link href={`/finance/invoices/${invoice.id}`} className={LINK}>
                {invoice.number}
              </Link>
            ) : (
              t("notBilled")
            ),
          },
        ]}
      />
    </Section>
  );
}

function useSessionWords(session: Dispute["session"], timeZone: string): string {
  const t = useTranslations("disputes.staff");
  const locale = useLocale();
  if (session === null) return t("sessionNone");
  const { ocpiId, status, startedAt, endedAt, energyMicroKwh } = session;
  return t("sessionFacts", {
    id: ocpiId,
    status,
    period:
      endedAt === null
        ? `${formatTime(startedAt, locale, timeZone, "time")}–`
        : formatPeriod({ start: startedAt, end: endedAt }, locale, timeZone, "time"),
    energy: formatEnergy(energyMicroKwh, locale),
  });
}
