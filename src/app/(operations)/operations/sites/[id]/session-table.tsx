import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { rowLinkLook, Table, Td, Th, Tr } from "@/components/ui/table";
import { formatMicroMoney } from "@/i18n/formats";
import { type SiteLive, useReasonWords, useSiteFigures } from "./site-figures";

/** A hundredth of the currency: what planning saves below it is no figure to anybody. */
const LEAST_SHOWN_MICRO = 10_000n;

type Session = SiteLive["sessions"][number];

const TONES: Readonly<Record<Session["standing"], Tone>> = {
  none: "neutral",
  waiting: "neutral",
  "too-often": "wait",
  sent: "info",
  accepted: "info",
  confirmed: "ok",
  followed: "ok",
  "not-followed": "bad",
  refused: "bad",
  "no-answer": "wait",
};

const HINDRANCES = ["no-profiles", "not-capable", "not-reachable", "not-scsp"] as const;

/** The sessions that charge now: what is wanted, what is given, what the station says, and why. */
export function SessionTable({ site }: { site: SiteLive }) {
  const t = useTranslations("sitePlans.sessions");
  if (site.sessions.length === 0) {
    return (
      <Section title={t("title")}>
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      </Section>
    );
  }
  return (
    <Section title={t("title")}>
      <Table caption={t("caption")}>
        <thead>
          <tr>
            <Th>{t("place")}</Th>
            <Th className="hidden md:table-cell">{t("wanted")}</Th>
            <Th isFigure>{t("power")}</Th>
            <Th className="hidden sm:table-cell">{t("station")}</Th>
            <Th className="hidden lg:table-cell">{t("why")}</Th>
          </tr>
        </thead>
        <tbody>
          {site.sessions.map((session) => (
            <SessionRow key={session.id} session={session} timeZone={site.timeZone} />
          ))}
        </tbody>
      </Table>
      {site.hasPrices ? null : <p className="text-sm text-ink-soft">{t("noPrices")}</p>}
    </Section>
  );
}

function SessionRow({ session, timeZone }: { session: Session; timeZone: string }) {
  const t = useTranslations("sitePlans");
  const { power, time } = useSiteFigures(timeZone);
  const { powerW, powerSource, plannedW, toldW } = session;
  return (
    <Tr isLink>
      <Td>
        <Link href={`/operations/charging/${session.id}`} className={rowLinkLook}>
          {session.place}
        </Link>
        <span className="block text-sm whitespace-nowrap text-ink-soft">
          {t("sessions.since", { time: time(session.since) })}
        </span>
        {session.isForeign ? (
          <span className="block text-sm text-ink-soft">{t("sessions.foreign")}</span>
        ) : null}
        <span className="block text-sm text-ink-soft md:hidden">
          <Wanted session={session} timeZone={timeZone} />
        </span>
        <span className="block pt-1 sm:hidden">
          <Standing session={session} />
        </span>
        <span className="block max-w-xs pt-1 text-sm text-ink-soft lg:hidden">
          <Why session={session} timeZone={timeZone} />
        </span>
      </Td>
      <Td className="hidden min-w-52 text-sm md:table-cell">
        <Wanted session={session} timeZone={timeZone} />
      </Td>
      <Td isFigure>
        {powerW === null ? "–" : power(powerW)}
        {plannedW === null ? null : (
          <span className="block text-sm text-ink-soft">
            {t("sessions.planned", { power: power(plannedW) })}
          </span>
        )}
        {toldW === null ? null : (
          <span className="block text-sm text-ink-soft">
            {t("sessions.told", { power: power(toldW) })}
          </span>
        )}
        {powerSource === null || powerSource === "meter" ? null : (
          <span className="block max-w-40 text-xs whitespace-normal text-ink-soft">
            {t(`sessions.powerSource.${powerSource}`)}
          </span>
        )}
      </Td>
      <Td className="hidden sm:table-cell">
        <Standing session={session} />
      </Td>
      <Td className="hidden min-w-64 text-sm lg:table-cell">
        <Why session={session} timeZone={timeZone} />
      </Td>
    </Tr>
  );
}

function Wanted({ session, timeZone }: { session: Session; timeZone: string }) {
  const t = useTranslations("sitePlans");
  const { energy, time } = useSiteFigures(timeZone);
  const { isLeavingKnown, hasGoal, isBoosted, style, shortfallWh } = session;
  const said = isLeavingKnown && hasGoal ? "sessions.wantedBy" : "sessions.wantedAssumed";
  return (
    <>
      <span className="block">
        {t(said, { energy: energy(session.wantedWh), time: time(session.leavesAt) })}
      </span>
      <span className="block text-ink-soft">
        {t("sessions.given", { energy: energy(session.deliveredWh) })} ·{" "}
        {isBoosted ? t("sessions.boosted") : t(`style.${style}`)}
      </span>
      {shortfallWh >= 100 ? (
        <span className="block font-medium text-bad">
          {t("sessions.short", { energy: energy(shortfallWh) })}
        </span>
      ) : null}
    </>
  );
}

function Standing({ session: { hindrance, standing } }: { session: Session }) {
  const t = useTranslations("sitePlans");
  if (hindrance !== null) {
    return (
      <span className="text-sm text-ink-soft">
        {t(`hindrance.${HINDRANCES.find((one) => one === hindrance) ?? "other"}`)}
      </span>
    );
  }
  return <Badge tone={TONES[standing]}>{t(`standing.${standing}`)}</Badge>;
}

function Why({ session, timeZone }: { session: Session; timeZone: string }) {
  const t = useTranslations("sitePlans.sessions");
  const reasonWords = useReasonWords(timeZone);
  const locale = useLocale();
  const { savedMicro: saved } = session;
  const amount = saved && saved.micro < 0n ? -saved.micro : saved?.micro;
  return (
    <>
      {reasonWords(session.reason)}
      {saved && amount && amount >= LEAST_SHOWN_MICRO ? (
        <span className="block text-ink-soft">
          {t(saved.micro > 0n ? "saved" : "dearer", {
            amount: formatMicroMoney(amount, saved.currency, locale),
          })}
        </span>
      ) : null}
    </>
  );
}
