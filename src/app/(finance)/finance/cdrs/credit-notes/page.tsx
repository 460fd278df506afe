import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { DueTable } from "./due-table";
import { IssueAll } from "./issue-all";

export const generateMetadata = () => pageTitle("credits.due");

/** What needs a credit note: what operators took back after it was billed. */
export default async function CreditNotesDuePage() {
  const [t, timeZone, due] = await Promise.all([
    getTranslations("credits.due"),
    getTimeZone(),
    (await api()).finance.creditNotes.due(),
  ]);
  const ready = due.filter(({ source, draft }) => source !== null && draft === null);
  return (
    <>
      <PageHeader
        back={{ href: "/finance/cdrs", label: t("back") }}
        title={t("title")}
        lead={t("lead")}
      />
      <Section
        title={t("fromOperators")}
        action={ready.length > 0 ? <IssueAll amounts={ready.map(({ gross }) => gross)} /> : null}
      >
        {due.length === 0 ? (
          <Empty title={t("empty")}>{t("emptyText")}</Empty>
        ) : (
          <DueTable due={due} timeZone={timeZone} />
        )}
      </Section>
    </>
  );
}
