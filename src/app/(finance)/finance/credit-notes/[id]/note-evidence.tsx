import { useTranslations } from "next-intl";
import { useActorWords, useAuditWords } from "@/app/(finance)/finance/audit-words";
import { JournalList } from "@/components/journal-list";
import { Timeline } from "@/components/timeline";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Tabs } from "@/components/ui/tabs";
import type { RouterOutputs } from "@/trpc/outputs";

type Note = RouterOutputs["finance"]["creditNotes"]["get"];

/** What stands behind a credit note: the books, and who did what. */
export function NoteEvidence({ note, timeZone }: { note: Note; timeZone: string }) {
  const t = useTranslations("credits.note");
  const auditWords = useAuditWords();
  const actorWords = useActorWords();
  const events = note.audit.map(({ id, occurredAt, action, actor }) => ({
    id,
    at: occurredAt,
    title: auditWords(action),
    detail: actorWords(actor),
  }));
  return (
    <Section title={t("evidence")}>
      <Tabs
        label={t("evidence")}
        tabs={[
          {
            value: "journals",
            label: t("journals"),
            content: <JournalList journals={note.journals} timeZone={timeZone} />,
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
