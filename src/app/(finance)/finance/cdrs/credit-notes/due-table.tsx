import Link from "next/link";
import { useTranslations } from "next-intl";
import { CreditDialog } from "@/app/(finance)/finance/credit-notes/credit-dialog";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { automaticReason } from "@/core/credits/automatic-reason";
import type { RouterOutputs } from "@/trpc/outputs";

type Due = RouterOutputs["finance"]["creditNotes"]["due"][number];

const LINK = "font-medium underline underline-offset-2";

/** Corrections that wait for their credit note, each to be issued with its preview. */
export function DueTable({ due, timeZone }: { due: readonly Due[]; timeZone: string }) {
  const t = useTranslations("credits.due");
  return (
    <Table caption={t("fromOperators")}>
      <thead>
        <tr>
          <Th>{t("driver")}</Th>
          <Th className="hidden sm:table-cell">{t("since")}</Th>
          <Th className="hidden md:table-cell">{t("document")}</Th>
          <Th isFigure>{t("gross")}</Th>
          <Th>
            <span className="sr-only">{t("act")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {due.map((one) => (
          <Tr key={one.id}>
            <Td>
              <Link href={`/finance/cdrs/${one.cdr.id}`} className={LINK}>
                {one.driver}
              </Link>
              <span className="block font-mono text-xs break-all text-ink-soft">
                {one.cdr.ocpiId}
              </span>
            </Td>
            <Td className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
              <Moment at={one.since} timeZone={timeZone} show="dayMonth" />
            </Td>
            <Td className="hidden md:table-cell">
              {one.invoice ? (
                <Link href={`/finance/invoices/${one.invoice.id}`} className={LINK}>
                  {one.invoice.number}
                </Link>
              ) : (
                t("receipt")
              )}
            </Td>
            <Td isFigure>
              <Money value={one.gross} className="font-medium" />
            </Td>
            <Td>
              <Act due={one} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Act({ due }: { due: Due }) {
  const t = useTranslations("credits.due");
  const { source, draft, cause, invoice } = due;
  if (draft !== null) {
    return (
      <Link
        href={`/finance/credit-notes/${draft}`}
        className="text-sm underline underline-offset-2"
      >
        {t("waits")}
      </Link>
    );
  }
  if (source === null) return <span className="text-sm text-ink-soft">{t("noDocument")}</span>;
  const isOperators = cause === "credit_cdr" || cause === "correction";
  return (
    <CreditDialog
      label={t("act")}
      preset={{
        source,
        number: invoice?.number ?? t("receipt"),
        corrections: [due.id],
        fields: {
          cause,
          reason: isOperators ? automaticReason[cause][due.locale] : "",
        },
      }}
    />
  );
}
