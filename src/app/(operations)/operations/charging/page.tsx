import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { SessionTable } from "./session-table";

export const generateMetadata = () => pageTitle("charging.requests");

export default async function ChargingPage() {
  const { operations } = await api();
  const [t, timeZone, sessions] = await Promise.all([
    getTranslations("charging.requests"),
    getTimeZone(),
    operations.charging.list(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      {sessions.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <SessionTable sessions={sessions} timeZone={timeZone} />
      )}
    </>
  );
}
