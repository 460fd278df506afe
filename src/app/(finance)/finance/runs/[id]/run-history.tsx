import { useTranslations } from "next-intl";
import { useActorWords, useAuditWords } from "@/app/(finance)/finance/audit-words";
import { Moment } from "@/components/period";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

type Audit = RouterOutputs["finance"]["runs"]["get"]["audit"];

const WORDS = {
  "invoice_run.start": "audit_start",
  "invoice_run.pause": "audit_pause",
  "invoice_run.resume": "audit_resume",
  "invoice_run.cancel": "audit_cancel",
  "invoice_run.retry": "audit_retry",
} as const;

/** What people did to a run; nothing where it went by itself. */
export function RunHistory({ audit, timeZone }: { audit: Audit; timeZone: string }) {
  const t = useTranslations("runs");
  const [actorWords, auditWords] = [useActorWords(), useAuditWords()];
  if (audit.length === 0) return null;
  const word = (action: string) =>
    action in WORDS ? t(WORDS[action as keyof typeof WORDS]) : auditWords(action);
  return (
    <Section title={t("history")}>
      <ul className="flex flex-col border-t">
        {audit.map(({ id, action, actor, occurredAt }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-6 border-b py-2.5">
            <span>
              {word(action)} · <span className="text-ink-soft">{actorWords(actor)}</span>
            </span>
            <Moment at={occurredAt} timeZone={timeZone} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
