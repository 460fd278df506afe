import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { ApprovalTable } from "./approval-table";

export const generateMetadata = () => pageTitle("credits.approvals");

/** What waits for a second person, and what was decided. */
export default async function ApprovalsPage() {
  const [t, timeZone, { open, decided }] = await Promise.all([
    getTranslations("credits.approvals"),
    getTimeZone(),
    (await api()).finance.approvals.list(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Section title={t("open")}>
        {open.length === 0 ? (
          <Empty title={t("empty")}>{t("emptyText")}</Empty>
        ) : (
          <ApprovalTable caption={t("open")} approvals={open} timeZone={timeZone} />
        )}
      </Section>
      {decided.length > 0 ? (
        <Section title={t("decided")}>
          <ApprovalTable caption={t("decided")} approvals={decided} timeZone={timeZone} />
        </Section>
      ) : null}
    </>
  );
}
