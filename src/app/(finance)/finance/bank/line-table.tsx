import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import { formatDay } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Line = RouterOutputs["finance"]["bank"]["list"]["lines"][number];

/** Bank lines in rows; each leads to its page. */
export function LineTable({ lines }: { lines: readonly Line[] }) {
  const t = useTranslations("accounting.bank");
  const locale = useLocale();
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("booked")}</Th>
          <Th>{t("told")}</Th>
          <Th className="hidden md:table-cell">{t("what")}</Th>
          <Th isFigure>{t("amount")}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Tr key={line.id} isLink>
            <Td className="sm:whitespace-nowrap">
              <Link href={`/finance/bank/${line.id}`} className={rowLinkLook}>
                {formatDay(line.bookedOn.toString(), locale)}
              </Link>
            </Td>
            <Td className="max-w-80">
              <WhatTheBankSays line={line} />
            </Td>
            <Td className="hidden md:table-cell">
              <WhatItIs line={line} />
            </Td>
            <Td isFigure>
              <Money value={line.amount} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function WhatTheBankSays({ line }: { line: Line }) {
  const [first, ...rest] = new Set(
    [line.counterparty ?? line.text, line.reference, line.text].filter((one) => one !== null),
  );
  return (
    <>
      {first ?? "–"}
      <span className="block text-sm break-words text-ink-soft sm:truncate">
        {rest.join(" · ")}
      </span>
    </>
  );
}

/** What a line was matched with, in words. */
export function WhatItIs({ line }: { line: Pick<Line, "matchKind" | "matchId" | "note"> }) {
  const t = useTranslations("accounting.bank");
  const { matchKind, matchId, note } = line;
  if (matchKind === "payout") return t("isPayout", { label: matchId ?? "" });
  if (matchKind === "payment_file") return t("isFile");
  if (matchKind === "invoice") return t("isInvoice");
  return note;
}
