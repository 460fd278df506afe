import Link from "next/link";
import { useTranslations } from "next-intl";
import { FindingList } from "@/app/dispute-trace/finding-list";
import { useReasonWords } from "@/app/dispute-trace/use-reason-words";
import { Energy } from "@/components/energy";
import { Money } from "@/components/money";
import { Period } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

type Dispute = RouterOutputs["driver"]["disputes"]["get"];

/** The charge that a dispute is about, and what does not fit about it. */
export function ChargeFacts({ dispute, timeZone }: { dispute: Dispute; timeZone: string }) {
  const t = useTranslations("disputes.page");
  const reasonOf = useReasonWords();
  const zone = dispute.timeZone ?? timeZone;
  const { finding } = dispute;
  return (
    <Section
      title={t("charge")}
      action={
        <Link
          href={`/sessions/${dispute.cdrId}`}
          className="tap text-sm underline underline-offset-2"
        >
          {t("showCharge")}
        </Link>
      }
    >
      <Facts
        facts={[
          { label: t("reason"), value: reasonOf(dispute.reason) },
          {
            label: t("when"),
            value: <Period start={dispute.startedAt} end={dispute.endedAt} timeZone={zone} />,
          },
          { label: t("operator"), value: dispute.operator },
          { label: t("energy"), value: <Energy microKwh={dispute.energyMicroKwh} /> },
          {
            label: t("amount"),
            value: dispute.amount ? <Money value={dispute.amount} /> : t("amountComing"),
          },
        ]}
      />
      {finding ? (
        <div className="flex flex-col gap-1">
          <h3 className="font-medium">{t("found")}</h3>
          <FindingList findings={[finding]} timeZone={zone} />
        </div>
      ) : null}
    </Section>
  );
}
