import { useTranslations } from "next-intl";
import { JournalList } from "@/components/journal-list";
import { Timeline } from "@/components/timeline";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Tabs } from "@/components/ui/tabs";
import { useActorWords, useAuditWords } from "@/app/(finance)/finance/audit-words";
import type { RouterOutputs } from "@/trpc/outputs";

type Invoice = RouterOutputs["finance"]["invoices"]["get"];

/** What stands behind an invoice: the books, and who did what. */
export function InvoiceEvidence({ invoice, timeZone }: { invoice: Invoice; timeZone: string }) {
  const t = useTranslations("finance.invoice");
  const auditWords = useAuditWords();
  const actorWords = useActorWords();
  const events = invoice.audit.map(({ id, occurredAt, action, actor }) => ({
    id,
    at: occurredAt,
    title: auditWords(action),
    detail: actorWords(actor),
  }));
  return (
    <Section title={t("tabs")}>
      <Tabs
        label={t("tabs")}
        tabs={[
          {
            value: "journals",
            label: t("journals"),
            content: <JournalList journals={invoice.journals} timeZone={timeZone} />,
          },
          {
            value: "history",
            label: t("history"),
            content:
              events.length > 0 ? (
                <Timeline events={events} timeZone={timeZone} />
              ) : (
                <Empty title={t("noHistory")} />
              ),
          },
        ]}
      />
    </Section>
  );
}
