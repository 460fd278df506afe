import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { otherPeriod } from "@/app/dispute-trace/finding-list";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatPeriod } from "@/i18n/formats";
import { api } from "@/trpc/server";
import { DismissFindings } from "./dismiss-findings";

/** Charges about which something does not fit, offered to be objected to; nothing where all fit. */
export async function DoubtfulCharges() {
  const [t, locale, ownZone, offered] = await Promise.all([
    getTranslations("disputes.offer"),
    getLocale(),
    getTimeZone(),
    (await api()).driver.disputes.offered(),
  ]);
  return offered.map(
    ({ cdrId, place, city, startedAt, endedAt, timeZone, finding, findingKey }) => {
      const zone = timeZone ?? ownZone;
      const period = formatPeriod({ start: startedAt, end: endedAt }, locale, zone);
      const title =
        finding.code === "overlap"
          ? t("overlap", {
              city: city || place,
              period,
              otherPeriod: otherPeriod(finding, zone, locale),
              otherCity: finding["otherCity"] || (finding["otherPlace"] ?? ""),
            })
          : t("other", { place: [place, city].filter(Boolean).join(", "), period });
      return (
        <Notice
          key={cdrId}
          tone="wait"
          title={title}
          action={
            <div className="flex flex-wrap gap-2">
              <LinkButton href={`/sessions/${cdrId}`} variant="secondary" size="sm">
                {t("see")}
              </LinkButton>
              <DismissFindings id={cdrId} findings={[findingKey]} />
            </div>
          }
        >
          {t("text")}
        </Notice>
      );
    },
  );
}
