import Link from "next/link";
import { useTranslations } from "next-intl";
import { useActorWords } from "@/app/(finance)/finance/audit-words";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

type Note = RouterOutputs["finance"]["creditNotes"]["get"];

const LINK = "text-brand underline underline-offset-2";

/** Why it was made, by whom, where the money went, and what became of its refunds. */
export function NoteFacts({ note, timeZone }: { note: Note; timeZone: string }) {
  const t = useTranslations("credits.note");
  const causes = useTranslations("credits.dialog.causes");
  const states = useTranslations("credits.note.refundStates");
  const actorWords = useActorWords();
  const { shares, approval, issuedAt } = note;
  const share = (value: typeof note.total) =>
    value.amountMinor > 0n ? <Money value={value} /> : null;
  return (
    <div className="flex min-w-0 flex-col gap-10">
      <Section title={t("facts")}>
        <Facts
          facts={[
            { label: t("total"), value: <Money value={note.total} className="font-semibold" /> },
            { label: t("toReceivable"), value: share(shares.receivable) },
            { label: t("toWallet"), value: share(shares.wallet) },
            { label: t("toPayable"), value: share(shares.payable) },
            { label: t("cause"), value: causes(note.cause) },
            { label: t("reason"), value: note.reason },
            { label: t("requestedBy"), value: actorWords(note.requestedBy) },
            { label: t("issued"), value: issuedAt && <Moment at={issuedAt} timeZone={timeZone} /> },
            { label: t("approval"), value: approval && <Approval approval={approval} /> },
          ]}
        />
        {note.invoiceId ? (
          <Link href={`/finance/invoices/${note.invoiceId}`} className={LINK}>
            {t("invoice")}
          </Link>
        ) : null}
      </Section>
      {note.refunds.length > 0 ? (
        <Section title={t("refunds")}>
          <Facts
            facts={note.refunds.map((refund) => ({
              label: states(refund.state),
              value: <Money value={refund.amount} />,
            }))}
          />
        </Section>
      ) : null}
    </div>
  );
}

function Approval({ approval }: { approval: NonNullable<Note["approval"]> }) {
  const t = useTranslations("credits.note");
  const { decision, decidedBy, note } = approval;
  if (decision === null) {
    return (
      <Link href="/finance/approvals" className={LINK}>
        {t("approvalOpen")}
      </Link>
    );
  }
  return (
    <>
      {t("approvalBy", { decision, name: decidedBy ?? "" })}
      {note ? <span className="block text-sm text-ink-soft">{note}</span> : null}
    </>
  );
}
