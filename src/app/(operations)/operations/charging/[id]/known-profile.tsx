import { useLocale, useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatScaled } from "@/core/money/quantity";
import { formatDecimal, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Known = RouterOutputs["operations"]["charging"]["get"]["known"];

/** What the station does from when on, as its operator said it last. */
export function KnownProfile({ known, timeZone }: { known: Known; timeZone: string }) {
  const t = useTranslations("charging.requests");
  const locale = useLocale();
  if (!known) {
    return (
      <Section title={t("active")}>
        <p className="text-ink-soft">{t("activeNone")}</p>
      </Section>
    );
  }
  const { startDateTime, profile } = known.active;
  const rate = (micro: bigint) =>
    `${formatDecimal(formatScaled(micro, 6), locale, 1)}\u00a0${profile.rateUnit}`;
  const told = formatTime(known.receivedAt, locale, timeZone, "dateTime");
  return (
    <Section title={t("active")}>
      <p className="text-ink-soft">
        {t(`activeSource.${known.source}`, { time: told })}
        {profile.minRate === undefined ? null : (
          <> · {t("minRate", { rate: rate(profile.minRate) })}</>
        )}
      </p>
      {profile.periods.length === 0 ? (
        <p>{t("unlimited")}</p>
      ) : (
        <Table caption={t("active")}>
          <thead>
            <tr>
              <Th className="w-full">{t("from")}</Th>
              <Th isFigure>{t("limit")}</Th>
            </tr>
          </thead>
          <tbody>
            {profile.periods.map(({ startS, limit }) => (
              <Tr key={startS}>
                <Td>
                  <Moment at={startDateTime.add({ seconds: startS })} timeZone={timeZone} />
                </Td>
                <Td isFigure>{rate(limit)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
