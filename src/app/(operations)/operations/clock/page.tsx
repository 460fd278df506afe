import { getTimeZone, getTranslations } from "next-intl/server";
import { RefreshWhileOpen } from "@/app/refresh-while-open";
import { pageTitle } from "@/app/page-title";
import { Moment } from "@/components/period";
import { Empty } from "@/components/ui/empty";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { DeedTable } from "./deed-table";
import { MailTable } from "./mail-table";
import { MoveButtons } from "./move-buttons";

export const generateMetadata = () => pageTitle("clock");

const DAY_MS = 86_400_000;

export default async function ClockPage() {
  const { operations } = await api();
  const [t, timeZone, clock] = await Promise.all([
    getTranslations("clock"),
    getTimeZone(),
    operations.clock.read(),
  ]);
  if (!clock.canMove) {
    return (
      <>
        <PageHeader title={t("title")} lead={t("lead")} />
        <Notice title={t("notHere")}>{t("notHereText")}</Notice>
      </>
    );
  }
  const days = Math.round(clock.aheadMs / DAY_MS);
  return (
    <>
      <RefreshWhileOpen />
      <PageHeader title={t("title")} lead={t("lead")} />
      <Facts
        facts={[
          { label: t("now"), value: <Moment at={clock.now} timeZone={timeZone} /> },
          { label: t("ahead"), value: t("days", { days }) },
        ]}
      />
      <MoveButtons aheadMs={clock.aheadMs} />
      {clock.aheadMs > 0 && (
        <Section title={t("since")}>
          {clock.deeds.length === 0 && clock.mails.length === 0 ? (
            <Empty title={t("none")}>{t("noneText")}</Empty>
          ) : (
            <div className="grid gap-8 lg:grid-cols-2">
              <DeedTable deeds={clock.deeds} />
              <MailTable mails={clock.mails} timeZone={timeZone} />
            </div>
          )}
        </Section>
      )}
    </>
  );
}
