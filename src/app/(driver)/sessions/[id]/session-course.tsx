import { useLocale, useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { Moment } from "@/components/period";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatScaled } from "@/core/money/quantity";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import { formatDecimal, formatDuration } from "@/i18n/formats";
import { courseStretches } from "./course-stretches";

/** The stretches of a session as the CPO measured them. */
export function SessionCourse({
  periods,
  endedAt,
  timeZone,
}: {
  periods: readonly ChargingPeriod[];
  endedAt: Temporal.Instant | null;
  timeZone: string;
}) {
  const t = useTranslations("driver.session");
  const locale = useLocale();
  const stretches = courseStretches(periods, endedAt);
  // Many operators tell no power: an empty column would only ask what is missing.
  const hasPower = stretches.some(({ power }) => power !== null);
  return (
    <Section title={t("course")}>
      <Table caption={t("course")}>
        <thead>
          <tr>
            <Th>{t("start")}</Th>
            <Th>{t("time")}</Th>
            <Th className="w-full" aria-label={t("course")} />
            {hasPower ? <Th isFigure>{t("power")}</Th> : null}
            <Th isFigure>{t("energy")}</Th>
          </tr>
        </thead>
        <tbody>
          {stretches.map((stretch) => (
            <Tr key={stretch.startedAt.epochMilliseconds}>
              <Td className="whitespace-nowrap">
                <Moment at={stretch.startedAt} timeZone={timeZone} show="time" />
              </Td>
              <Td className="whitespace-nowrap">
                {stretch.endedAt === null
                  ? null
                  : formatDuration(
                      stretch.endedAt.epochMilliseconds - stretch.startedAt.epochMilliseconds,
                    )}
              </Td>
              <Td>{t(stretch.kind)}</Td>
              {hasPower ? (
                <Td isFigure>
                  {stretch.power === null
                    ? null
                    : `${formatDecimal(formatScaled(stretch.power, 6), locale, 1)}\u00a0kW`}
                </Td>
              ) : null}
              <Td isFigure>
                {stretch.energy === null ? null : <Energy microKwh={stretch.energy} digits={3} />}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <p className="text-sm text-ink-soft">{t("localTime")}</p>
    </Section>
  );
}
