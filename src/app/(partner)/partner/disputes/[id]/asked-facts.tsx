import Link from "next/link";
import { useTranslations } from "next-intl";
import { useReasonWords } from "@/app/dispute-trace/use-reason-words";
import { Energy } from "@/components/energy";
import { MicroMoney } from "@/components/micro-money";
import { Period } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

type Asked = RouterOutputs["partner"]["disputes"]["get"];

/** What the partner may see of a charge: his own CDR and session, and the contract of the token. */
export function AskedFacts({ dispute, timeZone }: { dispute: Asked; timeZone: string }) {
  const t = useTranslations("disputes.partner");
  const page = useTranslations("disputes.page");
  const reasonOf = useReasonWords();
  const { cdrId, cdrOcpiId, sessionOcpiId, contractId } = dispute;
  return (
    <Section title={t("facts")}>
      <Facts
        facts={[
          { label: page("reason"), value: reasonOf(dispute.reason) },
          {
            label: t("cdr"),
            value: (
              <Link
                href={`/partner/cdrs/${cdrId}`}
                className="font-mono text-sm break-all underline underline-offset-2"
              >
                {cdrOcpiId}
              </Link>
            ),
          },
          {
            label: t("session"),
            value: sessionOcpiId && (
              <span className="font-mono text-sm break-all">{sessionOcpiId}</span>
            ),
          },
          {
            label: t("contract"),
            value: <span className="font-mono text-sm break-all">{contractId}</span>,
          },
          {
            label: page("when"),
            value: <Period start={dispute.startedAt} end={dispute.endedAt} timeZone={timeZone} />,
          },
          { label: page("energy"), value: <Energy microKwh={dispute.energyMicroKwh} /> },
          {
            label: t("claimed"),
            value: <MicroMoney micro={dispute.claimedMicro} currency={dispute.currency} />,
          },
        ]}
      />
    </Section>
  );
}
