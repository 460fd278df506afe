import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useActorWords } from "@/app/(finance)/finance/audit-words";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatMoney } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { DecideApproval } from "./decide-approval";

type Approval = RouterOutputs["finance"]["approvals"]["list"]["open"][number];

/** Where what is asked for can be looked at. */
const PLACES: Readonly<Record<string, string>> = {
  credit_note: "/finance/credit-notes",
  dunning_case: "/finance/dunning",
  invoice: "/finance/invoices",
  driver: "/finance/drivers",
};

/** Requests for a second person; those that are open can be decided by whoever did not ask. */
export function ApprovalTable({
  caption,
  approvals,
  timeZone,
}: {
  caption: string;
  approvals: readonly Approval[];
  timeZone: string;
}) {
  const t = useTranslations("credits.approvals");
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{t("kind")}</Th>
          <Th className="hidden md:table-cell">{t("reason")}</Th>
          <Th className="hidden sm:table-cell">{t("by")}</Th>
          <Th className="hidden lg:table-cell">{t("when")}</Th>
          <Th isFigure>{t("amount")}</Th>
          <Th>{t("decision")}</Th>
        </tr>
      </thead>
      <tbody>
        {approvals.map((approval) => (
          <ApprovalRow key={approval.id} approval={approval} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function ApprovalRow({ approval, timeZone }: { approval: Approval; timeZone: string }) {
  const t = useTranslations("credits.approvals");
  const actorWords = useActorWords();
  const place = PLACES[approval.subjectType];
  return (
    <Tr>
      <Td>
        {place ? (
          <Link
            href={`${place}/${approval.subjectId}`}
            className="font-medium underline underline-offset-2"
          >
            {t(`kinds.${approval.kind}`)}
          </Link>
        ) : (
          <span className="font-medium">{t(`kinds.${approval.kind}`)}</span>
        )}
        <span className="block text-sm text-ink-soft md:hidden">{approval.reason}</span>
      </Td>
      <Td className="hidden max-w-96 md:table-cell">{approval.reason}</Td>
      <Td className="hidden sm:table-cell">{actorWords(approval.requestedBy)}</Td>
      <Td className="hidden whitespace-nowrap text-ink-soft lg:table-cell">
        <Moment at={approval.requestedAt} timeZone={timeZone} />
      </Td>
      <Td isFigure>
        <Money value={approval.amount} className="font-medium" />
      </Td>
      <Td>
        <Decision approval={approval} />
      </Td>
    </Tr>
  );
}

function Decision({ approval }: { approval: Approval }) {
  const t = useTranslations("credits.approvals");
  const locale = useLocale();
  const { decision, decidedBy, note, isOwn } = approval;
  if (decision !== null) {
    return (
      <>
        <Badge tone={decision === "approved" ? "ok" : "neutral"}>
          {t(`decisions.${decision}`)}
        </Badge>
        <span className="block text-sm text-ink-soft">
          {[decidedBy, note].filter(Boolean).join(": ")}
        </span>
      </>
    );
  }
  if (isOwn) return <span className="text-sm text-ink-soft">{t("own")}</span>;
  const shown = {
    id: approval.id,
    amount: approval.amount,
    text: formatMoney(approval.amount, locale),
  };
  return (
    <div className="flex flex-wrap gap-2">
      <DecideApproval {...shown} decision="approved" />
      <DecideApproval {...shown} decision="refused" />
    </div>
  );
}
