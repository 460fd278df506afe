import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CreditNoteState } from "@/app/(finance)/finance/credit-notes/credit-note-state";
import { Money } from "@/components/money";
import { Section } from "@/components/ui/section";
import type { Id } from "@/core/ids";
import { api } from "@/trpc/server";

/** The credit notes of an invoice, issued or waiting; nothing where there are none. */
export async function InvoiceCreditNotes({ invoiceId }: { invoiceId: Id<"invoice"> }) {
  const [t, list, { notes }] = await Promise.all([
    getTranslations("credits.note"),
    getTranslations("credits.list"),
    (await api()).finance.creditNotes.list({ invoiceId, page: 1 }),
  ]);
  if (notes.length === 0) return null;
  return (
    <Section title={t("ofInvoice")}>
      <ul className="border-t">
        {notes.map((note) => (
          <li
            key={note.id}
            className="flex flex-wrap items-baseline justify-between gap-x-4 border-b py-2.5"
          >
            <span className="flex flex-wrap items-center gap-2">
              <Link
                href={`/finance/credit-notes/${note.id}`}
                className="font-medium underline underline-offset-2"
              >
                {note.number ?? list("unnumbered")}
              </Link>
              <CreditNoteState state={note.state} />
            </span>
            <Money value={note.total} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
