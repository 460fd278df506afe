import type { Metadata } from "next";
import { Download } from "lucide-react";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { PrintButton } from "@/components/print-button";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { formatTime } from "@/i18n/formats";
import { certifiedVersions } from "@/trpc/inputs/partner-page";
import { api } from "@/trpc/server";
import { RunSheet } from "./run-sheet";

export const generateMetadata = (): Promise<Metadata> => pageTitle("partner.certification");

export default async function CertificationRunPage({ params }: WithId) {
  const runId = await pageId(params);
  const [t, locale, timeZone, run] = await Promise.all([
    getTranslations("partner.certification"),
    getLocale(),
    getTimeZone(),
    found((await api()).partner.certification.watch({ runId })),
  ]);
  const certified = certifiedVersions.find((one) => one === run.version);
  const calls = certified
    ? await (await api()).partner.certification.calls({ version: certified })
    : {};
  const { version, partnerName, startedBy, startedAt, endedAt } = run;
  const time = (at: string) => formatTime(at, locale, timeZone, "dateTime");
  return (
    <>
      <PageHeader
        back={{ href: "/partner/certification", label: t("back") }}
        title={t("run", { version })}
        lead={
          <>
            {t("runLead", { partner: partnerName, who: startedBy, date: time(startedAt) })}{" "}
            {endedAt ? t("endedAt", { date: time(endedAt) }) : null}
          </>
        }
        action={
          <>
            <LinkButton
              href={`/partner/certification/${runId}/report`}
              variant="secondary"
              prefetch={false}
              download
            >
              <Download aria-hidden className="size-4" />
              {t("download")}
            </LinkButton>
            <PrintButton label={t("print")} />
          </>
        }
      />
      <RunSheet initial={run} calls={calls} timeZone={timeZone} />
    </>
  );
}
