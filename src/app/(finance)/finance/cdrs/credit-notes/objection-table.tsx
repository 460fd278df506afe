import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Messages } from "@/i18n/messages";
import { CreditDialog } from "@/app/(finance)/finance/credit-notes/credit-dialog";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { RefuseObjection } from "./refuse-objection";

type Objection = RouterOutputs["finance"]["creditNotes"]["disputes"][number];
type Reason = keyof Messages["credits"]["due"]["reasons"];

/** What drivers say is wrong, to be credited or refused with words. */
export function ObjectionTable({
  objections,
  timeZone,
}: {
  objections: readonly Objection[];
  timeZone: string;
}) {
  const t = useTranslations("credits.due");
  const reasons = useTranslations("credits.due.reasons");
  return (
    <Table caption={t("objections")}>
      <thead>
        <tr>
          <Th>{t("driver")}</Th>
          <Th className="hidden md:table-cell">{t("says")}</Th>
          <Th className="hidden sm:table-cell">{t("since")}</Th>
          <Th isFigure>{t("charge")}</Th>
          <Th>
            <span className="sr-only">{t("act")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {objections.map((one) => {
          const key = (reasons.has(one.reason as Reason) ? one.reason : "other") as Reason;
          return (
            <Tr key={one.caseId}>
              <Td>
                <Link
                  href={`/finance/cdrs/${one.cdrId}`}
                  className="font-medium underline underline-offset-2"
                >
                  {one.driver.name}
                </Link>
                <span className="block text-sm text-ink-soft">{reasons(key)}</span>
                <span className="block text-sm md:hidden">{one.text}</span>
              </Td>
              <Td className="hidden max-w-96 break-words md:table-cell">{one.text}</Td>
              <Td className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
                <Moment at={one.openedAt} timeZone={timeZone} show="dayMonth" />
              </Td>
              <Td isFigure>{one.amount ? <Money value={one.amount} /> : null}</Td>
              <Td>
                <Answers objection={one} />
              </Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function Answers({ objection }: { objection: Objection }) {
  const t = useTranslations("credits.due");
  const words = useTranslations("credits.dialog");
  const { credit, invoiceNumber } = objection;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {credit ? (
        <CreditDialog
          label={words("open")}
          variant="primary"
          preset={{
            source: credit.source,
            number: invoiceNumber ?? t("receipt"),
            fields: { what: "lines", lines: new Map([[credit.line, ""]]), cause: "dispute" },
          }}
        />
      ) : (
        <span className="text-sm text-ink-soft">{t("notBilled")}</span>
      )}
      <RefuseObjection caseId={objection.caseId} driver={objection.driver.name} />
    </div>
  );
}
