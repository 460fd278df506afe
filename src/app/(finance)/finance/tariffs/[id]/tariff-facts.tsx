import { useLocale, useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type One = RouterOutputs["finance"]["tariffs"]["get"];

/** What a tariff says of itself beyond its prices. */
export function TariffFacts({ one, timeZone }: { one: One; timeZone: string }) {
  const t = useTranslations("tariffs.one");
  const locale = useLocale();
  const { tariff } = one;
  const at = (instant: Temporal.Instant) => formatTime(instant, locale, timeZone, "dateTime");
  const validity = [
    tariff.startDateTime ? t("validFrom", { from: at(tariff.startDateTime) }) : "",
    tariff.endDateTime ? t("validUntil", { until: at(tariff.endDateTime) }) : "",
  ].filter((text) => text !== "");
  return (
    <Section title={t("facts")}>
      <Facts
        facts={[
          { label: t("party"), value: `${tariff.countryCode}/${tariff.partyId}` },
          { label: t("version"), value: one.ocpiVersion },
          { label: t("currency"), value: tariff.currency },
          { label: t("type"), value: tariff.type },
          { label: t("valid"), value: validity.join(" ") },
          ...tariff.tariffAltText.map(({ language, text }) => ({
            label: `${t("texts")} (${language})`,
            value: text,
          })),
          {
            label: t("more"),
            value: tariff.tariffAltUrl ? (
              <a
                href={tariff.tariffAltUrl}
                rel="noreferrer"
                className="break-all text-brand underline underline-offset-2"
              >
                {tariff.tariffAltUrl}
              </a>
            ) : null,
          },
        ]}
      />
    </Section>
  );
}
