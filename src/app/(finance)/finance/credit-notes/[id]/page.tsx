import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { DocumentLinks } from "@/components/document-links";
import { PrintedSheet } from "@/components/printed-sheet";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { CreditNoteState } from "@/app/(finance)/finance/credit-notes/credit-note-state";
import { NoteEvidence } from "./note-evidence";
import { NoteFacts } from "./note-facts";

const read = async (params: WithId["params"]) =>
  found((await api()).finance.creditNotes.get({ id: await pageId(params) }));

const HEADINGS = { draft: "draftHeading", issued: "heading", refused: "refusedHeading" } as const;

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const { state, number } = await read(params);
  const t = await getTranslations("credits.note");
  return { title: t(HEADINGS[state], { number: number ?? "" }) };
}

export default async function CreditNotePage({ params }: WithId) {
  const [t, timeZone, note] = await Promise.all([
    getTranslations("credits.note"),
    getTimeZone(),
    read(params),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: "/finance/credit-notes", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {t(HEADINGS[note.state], { number: note.number ?? "" })}
            <CreditNoteState state={note.state} />
          </span>
        }
        lead={t("lead", { driver: note.driver, document: note.credits })}
        action={
          note.documentId ? (
            <DocumentLinks href={`/documents/${note.documentId}`} formats={note.formats} />
          ) : null
        }
      />
      <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-12 max-xl:order-2">
          <Section title={t("document")}>
            {note.view ? <PrintedSheet view={note.view} /> : <Empty title={t("noDocument")} />}
          </Section>
          <NoteEvidence note={note} timeZone={timeZone} />
        </div>
        <NoteFacts note={note} timeZone={timeZone} />
      </div>
    </>
  );
}
