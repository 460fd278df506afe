import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { DisputeRows } from "./dispute-rows";

export const generateMetadata = () => pageTitle("disputes");

/** What the driver said is not right, and where each stands. */
export default async function DisputesPage() {
  const [t, timeZone, all] = await Promise.all([
    getTranslations("disputes"),
    getTimeZone(),
    (await api()).driver.disputes.list(),
  ]);
  const running = all.filter(({ turn }) => turn !== null);
  const ended = all.filter(({ turn }) => turn === null);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      {all.length === 0 ? (
        <Empty
          title={t("empty")}
          action={
            <LinkButton href="/sessions" variant="secondary">
              {t("toSessions")}
            </LinkButton>
          }
        >
          {t("emptyText")}
        </Empty>
      ) : null}
      {running.length > 0 ? (
        <Section title={t("running")}>
          <DisputeRows disputes={running} timeZone={timeZone} />
        </Section>
      ) : null}
      {ended.length > 0 ? (
        <Section title={t("ended")}>
          <DisputeRows disputes={ended} timeZone={timeZone} />
        </Section>
      ) : null}
    </>
  );
}
