import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { DocumentLinks } from "@/components/document-links";
import { Money } from "@/components/money";
import { PrintedSheet } from "@/components/printed-sheet";
import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";

const read = async (params: WithId["params"]) =>
  found((await api()).driver.creditNotes.get({ id: await pageId(params) }));

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const { number } = await read(params);
  const t = await getTranslations("credits.own");
  return { title: t("heading", { number: number ?? "" }) };
}

export default async function OwnCreditNotePage({ params }: WithId) {
  const [t, states, note] = await Promise.all([
    getTranslations("credits.own"),
    getTranslations("credits.note.refundStates"),
    read(params),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: "/credit-notes", label: t("title") }}
        title={t("heading", { number: note.number ?? "" })}
        action={
          note.documentId ? (
            <DocumentLinks href={`/documents/${note.documentId}`} formats={note.formats} />
          ) : null
        }
      />
      {note.view ? <PrintedSheet view={note.view} /> : null}
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
      {note.invoiceId ? (
        <Link
          href={`/invoices/${note.invoiceId}`}
          className="self-start text-brand underline underline-offset-2"
        >
          {t("invoice")}
        </Link>
      ) : null}
    </>
  );
}
