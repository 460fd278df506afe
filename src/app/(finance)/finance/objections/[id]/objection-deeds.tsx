import { useTranslations } from "next-intl";
import { CreditDialog } from "@/app/(finance)/finance/credit-notes/credit-dialog";
import { NoteDialog } from "@/app/dispute-trace/note-dialog";
import { useReasonWords } from "@/app/dispute-trace/use-reason-words";
import { LinkButton } from "@/components/ui/button";
import type { RouterOutputs } from "@/trpc/outputs";
import { AskDialog } from "./ask-dialog";
import { AgreeDialog, RefuseDialog } from "./decide";

type Dispute = RouterOutputs["finance"]["objections"]["get"];

/** What finance can do about a dispute now. */
export function ObjectionDeeds({
  dispute,
  cdrOcpiId,
  cdrState,
}: {
  dispute: Dispute;
  cdrOcpiId: string;
  cdrState: string;
}) {
  const t = useTranslations("disputes.staff");
  const dialog = useTranslations("credits.due");
  const reasonOf = useReasonWords();
  const { id, number, operator, credit, steps, amount, state } = dispute;
  const may = (step: (typeof steps)[number]) => steps.includes(step);
  const opened = dispute.events.findLast(({ what }) => what === "opened" || what === "reopened");
  const isUndecided = may("refuse") || state === "agreed";
  return (
    <>
      {may("ask") ? (
        <AskDialog
          id={id}
          operator={operator}
          pictures={dispute.events.flatMap(({ byKind, pictures }) =>
            byKind === "driver" ? pictures : [],
          )}
          words={t("askPrefill", {
            cdr: cdrOcpiId,
            reason: reasonOf(dispute.reason),
            text: opened?.text ?? "",
          })}
        />
      ) : null}
      {credit && isUndecided ? (
        <CreditDialog
          label={t("credit")}
          size="md"
          variant={state === "agreed" || state === "answered" ? "primary" : "secondary"}
          preset={{
            source: credit.source,
            number: dispute.invoice?.number ?? dialog("receipt"),
            fields: { what: "lines", lines: new Map([[credit.line, ""]]), cause: "dispute" },
          }}
        />
      ) : null}
      {cdrState === "held" && isUndecided ? (
        <LinkButton href={`/finance/cdrs/${dispute.cdrId}`} variant="secondary">
          {t("decideCdr")}
        </LinkButton>
      ) : null}
      {may("agree") ? (
        <AgreeDialog
          id={id}
          amount={amount && { amountMinor: String(amount.amountMinor), currency: amount.currency }}
        />
      ) : null}
      {may("refuse") ? <RefuseDialog id={id} number={number} /> : null}
      {may("note") ? (
        <NoteDialog
          id={id}
          side="finance"
          label={t("note")}
          lead={t("noteLead")}
          readersLegend={t("readers")}
        />
      ) : null}
    </>
  );
}
