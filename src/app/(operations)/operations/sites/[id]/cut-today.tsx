"use client";

import { useTranslations } from "next-intl";
import { Figures } from "@/components/ui/figures";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { useSiteFigures } from "./site-figures";

type Cut = RouterOutputs["operations"]["sitePlans"]["fairness"];
type CutSession = Cut["sessions"][number];

/** Today's sessions: wanted, given, missing, how long limits held them back, and who shared those. */
export function CutToday({ cut, timeZone }: { cut: Cut; timeZone: string }) {
  const t = useTranslations("sitePlans.cut");
  const { percent } = useSiteFigures(timeZone);
  const { sessions, fairness } = cut;
  if (sessions.length === 0) {
    return (
      <Section title={t("title")}>
        <p className="text-ink-soft">{t("empty")}</p>
      </Section>
    );
  }
  const held = sessions.filter(
    ({ pausedMinutes, reducedMinutes }) => pausedMinutes + reducedMinutes > 0,
  );
  return (
    <Section title={t("title")}>
      <p className="max-w-prose text-ink-soft">{t("lead")}</p>
      <Figures
        figures={[
          {
            label: t("lowest"),
            value: fairness ? percent(fairness.lowest) : "–",
            note: t("lowestNote"),
          },
          {
            label: t("spread"),
            value: fairness ? percent(fairness.spread) : "–",
            note: t("spreadNote"),
          },
          {
            label: t("count"),
            value: sessions.length,
            note: t("countHeld", { count: held.length }),
          },
        ]}
      />
      <Table caption={t("caption")}>
        <thead>
          <tr>
            <Th>{t("place")}</Th>
            <Th isFigure className="hidden sm:table-cell">
              {t("wanted")}
            </Th>
            <Th isFigure>{t("given")}</Th>
            <Th isFigure className="hidden sm:table-cell">
              {t("missing")}
            </Th>
            <Th isFigure>{t("share")}</Th>
            <Th className="hidden w-full md:table-cell">{t("held")}</Th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <CutRow key={session.id} session={session} timeZone={timeZone} />
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function CutRow({ session, timeZone }: { session: CutSession; timeZone: string }) {
  const t = useTranslations("sitePlans.cut");
  const { energy, percent, time } = useSiteFigures(timeZone);
  return (
    <Tr>
      <Td>
        <span className="font-medium">{session.place}</span>
        <span className="block text-sm whitespace-nowrap text-ink-soft">
          {time(session.since)}
          {session.isOver ? null : ` · ${t("charging")}`}
        </span>
        <span className="block max-w-xs text-sm text-ink-soft md:hidden">
          <Held session={session} />
        </span>
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        {energy(session.wantedWh)}
        {session.isNamed ? null : (
          <span className="block text-sm text-ink-soft">{t("assumed")}</span>
        )}
      </Td>
      <Td isFigure>{energy(session.givenWh)}</Td>
      <Td isFigure className="hidden sm:table-cell">
        {energy(session.missingWh)}
      </Td>
      <Td isFigure>{percent(session.share)}</Td>
      <Td className="hidden text-sm md:table-cell">
        <Held session={session} />
      </Td>
    </Tr>
  );
}

const NAMED = 4;

function Held({ session }: { session: CutSession }) {
  const t = useTranslations("sitePlans.cut");
  const { pausedMinutes, reducedMinutes, limits, sharedWith } = session;
  if (pausedMinutes + reducedMinutes === 0) return t("notHeld");
  const places = sharedWith.slice(0, NAMED).join(", ");
  const more = sharedWith.length - NAMED;
  const parts = [
    pausedMinutes > 0 ? t("paused", { minutes: String(pausedMinutes) }) : null,
    reducedMinutes > 0 ? t("reduced", { minutes: String(reducedMinutes) }) : null,
    limits.length > 0 ? t("by", { limits: limits.join(", ") }) : null,
    sharedWith.length === 0
      ? null
      : more > 0
        ? t("withMore", { places, count: String(more) })
        : t("with", { places }),
  ];
  return parts.filter((part) => part !== null).join(" · ");
}
