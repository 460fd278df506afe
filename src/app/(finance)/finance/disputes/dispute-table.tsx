import Link from "next/link";
import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Badge, type Tone } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Messages } from "@/i18n/messages";
import type { RouterOutputs } from "@/trpc/outputs";
import { DecideDispute } from "./decide-dispute";

type Dispute = RouterOutputs["finance"]["disputes"]["list"][number];
type Word = "atStripe" | "undecided" | "toDriver" | "toLoss" | "won" | "returned";

const TONES: Readonly<Record<Word, Tone>> = {
  atStripe: "info",
  undecided: "wait",
  toDriver: "neutral",
  toLoss: "bad",
  won: "ok",
  returned: "neutral",
};

function wordOf({ isReturn, outcome, lossTo }: Dispute): Word {
  if (isReturn) return "returned";
  if (outcome === "won") return "won";
  if (lossTo !== null) return lossTo === "driver" ? "toDriver" : "toLoss";
  return outcome === "lost" ? "undecided" : "atStripe";
}

/** Disputes in rows; one that was lost asks for its decision. */
export function DisputeTable({
  disputes,
  timeZone,
}: {
  disputes: readonly Dispute[];
  timeZone: string;
}) {
  const t = useTranslations("payments.disputes");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("driver")}</Th>
          <Th className="hidden sm:table-cell">{t("what")}</Th>
          <Th className="hidden md:table-cell">{t("reason")}</Th>
          <Th>{t("status")}</Th>
          <Th className="hidden lg:table-cell">{t("due")}</Th>
          <Th isFigure>{t("amount")}</Th>
        </tr>
      </thead>
      <tbody>
        {disputes.map((dispute) => (
          <DisputeRow key={dispute.id} dispute={dispute} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

type Words = Messages["payments"]["disputes"];

/** Stripe's codes in words; one that we do not know yet as it is. */
function useStripeWords() {
  const reasons = useTranslations("payments.disputes.reasons");
  const statuses = useTranslations("payments.disputes.statuses");
  return (of: "reasons" | "statuses", code: string): string => {
    if (of === "reasons") {
      const key = code as keyof Words["reasons"];
      return reasons.has(key) ? reasons(key) : code;
    }
    const key = code as keyof Words["statuses"];
    return statuses.has(key) ? statuses(key) : code;
  };
}

const linkLook = "text-brand underline underline-offset-2";

function DisputeRow({ dispute, timeZone }: { dispute: Dispute; timeZone: string }) {
  const t = useTranslations("payments.disputes");
  const wordOr = useStripeWords();
  const { driver, invoice, evidenceDueAt, fee } = dispute;
  const word = wordOf(dispute);
  return (
    <Tr>
      <Td>
        <Link href={`/finance/drivers/${driver.id}`} className={linkLook}>
          {driver.name}
        </Link>
        <span className="block text-sm text-ink-soft">
          <Moment at={dispute.openedAt} timeZone={timeZone} show="date" />
        </span>
      </Td>
      <Td className="hidden sm:table-cell">
        {invoice ? (
          <Link href={`/finance/invoices/${invoice.id}`} className={linkLook}>
            {t("invoice", { number: invoice.number })}
          </Link>
        ) : (
          t("topup")
        )}
      </Td>
      <Td className="hidden md:table-cell">
        {wordOr("reasons", dispute.reason)}
        <span className="block font-mono text-xs break-all text-ink-soft">
          {dispute.stripeDisputeId}
        </span>
      </Td>
      <Td>
        <span className="flex flex-col items-start gap-2">
          <Badge tone={TONES[word]}>{t(word)}</Badge>
          <span className="text-sm text-ink-soft">{wordOr("statuses", dispute.status)}</span>
          {word === "undecided" ? (
            <DecideDispute
              dispute={{
                id: dispute.id,
                amountMinor: dispute.amount.amountMinor.toString(),
                currency: dispute.amount.currency,
                invoiceNumber: invoice?.number ?? null,
              }}
            />
          ) : null}
        </span>
      </Td>
      <Td className="hidden whitespace-nowrap lg:table-cell">
        {word === "atStripe" && evidenceDueAt ? (
          <Moment at={evidenceDueAt} timeZone={timeZone} show="date" />
        ) : null}
      </Td>
      <Td isFigure>
        <Money value={dispute.amount} className="font-medium" />
        {fee.amountMinor > 0n ? (
          <span className="block text-sm text-ink-soft">
            + <Money value={fee} />
          </span>
        ) : null}
      </Td>
    </Tr>
  );
}
