import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Money } from "@/components/money";
import { Section } from "@/components/ui/section";
import type { Id } from "@/core/ids";
import { api } from "@/trpc/server";

/** What the driver got back on one of his invoices; nothing where he got nothing. */
export async function OwnCreditNotes({ invoiceId }: { invoiceId: Id<"invoice"> }) {
  const [t, { notes }] = await Promise.all([
    getTranslations("credits.own"),
    (await api()).driver.creditNotes.list({ invoiceId, page: 1 }),
  ]);
  if (notes.length === 0) return null;
  return (
    <Section title={t("ofInvoice")}>
      <ul className="border-t">
        {notes.map((note) => (
          <li key={note.id} className="flex justify-between gap-4 border-b py-2.5">
            <Link
              href={`/credit-notes/${note.id}`}
              className="font-medium underline underline-offset-2"
            >
              {t("heading", { number: note.number ?? "" })}
            </Link>
            <Money value={note.total} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
