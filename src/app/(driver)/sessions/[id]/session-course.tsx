import { useLocale, useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { Moment } from "@/components/period";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatScaled } from "@/core/money/quantity";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import { formatDecimal, formatDuration } from "@/i18n/formats";

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
  const ordered = periods.toSorted((a, b) =>
    Temporal.Instant.compare(a.startDateTime, b.startDateTime),
  );
  return (
    <Section title={t("course")}>
      <Table caption={t("course")}>
        <thead>
          <tr>
            <Th>{t("start")}</Th>
            <Th>{t("time")}</Th>
            <Th className="w-full" aria-label={t("course")} />
            <Th isFigure>{t("power")}</Th>
            <Th isFigure>{t("energy")}</Th>
          </tr>
        </thead>
        <tbody>
          {ordered.map((period, index) => {
            const volume = (type: string) =>
              period.dimensions.find((dimension) => dimension.type === type)?.volume;
            const end = ordered[index + 1]?.startDateTime ?? endedAt;
            const energy = volume("ENERGY");
            const power = volume("POWER") ?? volume("MAX_POWER");
            return (
              <Tr key={index}>
                <Td className="whitespace-nowrap">
                  <Moment at={period.startDateTime} timeZone={timeZone} show="time" />
                </Td>
                <Td className="whitespace-nowrap">
                  {end === null
                    ? null
                    : formatDuration(
                        end.epochMilliseconds - period.startDateTime.epochMilliseconds,
                      )}
                </Td>
                <Td>{t(kindOf(volume))}</Td>
                <Td isFigure>
                  {power === undefined
                    ? null
                    : `${formatDecimal(formatScaled(power, 6), locale, 1)}\u00a0kW`}
                </Td>
                <Td isFigure>
                  {energy === undefined ? null : <Energy microKwh={energy} digits={3} />}
                </Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
      <p className="text-sm text-ink-soft">{t("localTime")}</p>
    </Section>
  );
}

function kindOf(volume: (type: string) => bigint | undefined): "charged" | "parked" | "reserved" {
  if (volume("RESERVATION_TIME") !== undefined) return "reserved";
  const isParked = volume("PARKING_TIME") !== undefined && (volume("ENERGY") ?? 0n) === 0n;
  return isParked ? "parked" : "charged";
}
