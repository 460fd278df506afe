import Link from "next/link";
import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { CreditNoteState } from "./credit-note-state";

type Note = RouterOutputs["finance"]["creditNotes"]["list"]["notes"][number];

/** Credit notes, each a link to its page. */
export function CreditNoteTable({ notes, timeZone }: { notes: readonly Note[]; timeZone: string }) {
  const t = useTranslations("credits.list");
  const causes = useTranslations("credits.dialog.causes");
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{t("number")}</Th>
          <Th className="hidden sm:table-cell">{t("driver")}</Th>
          <Th className="hidden md:table-cell">{t("credits")}</Th>
          <Th className="hidden lg:table-cell">{t("cause")}</Th>
          <Th className="hidden sm:table-cell">{t("state")}</Th>
          <Th className="hidden md:table-cell">{t("date")}</Th>
          <Th isFigure>{t("total")}</Th>
        </tr>
      </thead>
      <tbody>
        {notes.map((note) => (
          <Tr key={note.id} isLink>
            <Td>
              <Link href={`/finance/credit-notes/${note.id}`} className={rowLinkLook}>
                {note.number ?? t("unnumbered")}
              </Link>
              <span className="block text-sm text-ink-soft sm:hidden">{note.driver}</span>
            </Td>
            <Td className="hidden sm:table-cell">{note.driver}</Td>
            <Td className="hidden md:table-cell">{note.credits}</Td>
            <Td className="hidden text-ink-soft lg:table-cell">{causes(note.cause)}</Td>
            <Td className="hidden sm:table-cell">
              <CreditNoteState state={note.state} />
            </Td>
            <Td className="hidden whitespace-nowrap text-ink-soft md:table-cell">
              <Moment at={note.issuedAt ?? note.createdAt} timeZone={timeZone} show="dayMonth" />
            </Td>
            <Td isFigure>
              <Money value={note.total} className="font-medium" />
              <span className="mt-1 block sm:hidden">
                <CreditNoteState state={note.state} />
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
