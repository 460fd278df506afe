import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/ui/section";
import { formatTime } from "@/i18n/formats";
import { api } from "@/trpc/server";
import type { RouterOutputs } from "@/trpc/outputs";

type Cdr = RouterOutputs["finance"]["cdrs"]["get"];

/** What the driver's check of the signed meter data came to; nothing where none were sent. */
export async function MeterChecks({ cdr, timeZone }: { cdr: Cdr; timeZone: string }) {
  if (!cdr.core.signedData?.signedValues.length) return null;
  const [t, locale, checks] = await Promise.all([
    getTranslations("metering"),
    getLocale(),
    (await api()).finance.cdrs.meterChecks({ cdrId: cdr.id }),
  ]);
  const own = checks.find(({ checkedIn }) => checkedIn === "server");
  const other = checks.find(
    ({ checkedIn, detail }) => checkedIn === "browser" && detail["agrees"] === false,
  );
  return (
    <Section title={t("finance.title")}>
      <p>
        {own
          ? t("finance.line", {
              outcome: t(`short.${own.outcome}`),
              when: formatTime(own.checkedAt, locale, timeZone, "dateTime"),
            })
          : t("finance.unchecked")}
        {other ? ` ${t("finance.disagrees", { outcome: t(`short.${other.outcome}`) })}` : null}
      </p>
    </Section>
  );
}
