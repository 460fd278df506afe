import { useTranslations } from "next-intl";
import { JournalList } from "@/components/journal-list";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Tabs } from "@/components/ui/tabs";
import type { RouterOutputs } from "@/trpc/outputs";
import { CdrHistory } from "./cdr-history";
import { Conflicts } from "./conflicts";
import { FirstMessage } from "./first-message";

type Cdr = RouterOutputs["finance"]["cdrs"]["get"];
type Deliveries = RouterOutputs["finance"]["cdrs"]["deliveries"];

/** What stands behind the CDR: the books, what happened to it, what contradicts it, and how it came. */
export function Evidence({
  cdr,
  deliveries,
  timeZone,
}: {
  cdr: Cdr;
  deliveries: Deliveries;
  timeZone: string;
}) {
  const t = useTranslations("finance.cdr");
  const { conflicts } = deliveries;
  const conflictCount = conflicts.length > 0 ? ` (${conflicts.length})` : "";
  return (
    <Section title={t("tabs")}>
      <Tabs
        label={t("tabs")}
        tabs={[
          {
            value: "history",
            label: t("history"),
            content: <CdrHistory cdr={cdr} deliveries={deliveries} timeZone={timeZone} />,
          },
          {
            value: "journals",
            label: t("journals"),
            content:
              cdr.journals.length > 0 ? (
                <JournalList journals={cdr.journals} timeZone={timeZone} />
              ) : (
                <Empty title={t("noJournals")}>{t("noJournalsText")}</Empty>
              ),
          },
          {
            value: "conflicts",
            label: `${t("conflicts")}${conflictCount}`,
            content: <Conflicts conflicts={conflicts} timeZone={timeZone} />,
          },
          {
            value: "raw",
            label: t("raw"),
            content: <FirstMessage message={deliveries.first} />,
          },
        ]}
      />
    </Section>
  );
}
