import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { PriceLocked } from "@/app/(driver)/price-locked";
import { StopButton } from "@/app/(driver)/charge/stop-button";
import { found } from "@/app/found";
import { requirePerson } from "@/app/require-area";
import type { WithId } from "@/app/page-props";
import { cn } from "@/components/cn";
import { Dotted } from "@/components/dotted";
import { Moment, Period } from "@/components/period";
import { PrintButton } from "@/components/print-button";
import { Status } from "@/components/status";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { ChargeLabel } from "./charge-label";
import { ChargeObjection, ObjectionOffer } from "./charge-objection";
import { MeterData } from "./meter-data";
import { PricePending } from "./price-pending";
import { SessionCorrected } from "./session-corrected";
import { SessionCourse } from "./session-course";
import { SessionFacts } from "./session-facts";
import { SessionLate } from "./session-late";
import { SessionPrice } from "./session-price";
import { ChargingGoal, LiveCost } from "./steering";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const { id } = await params;
  const session = await found((await api()).driver.sessions.get({ id }));
  return { title: session.place };
}

export default async function SessionPage({ params }: WithId) {
  const { id } = await params;
  const [t, words, all, session, ownZone, { member }] = await Promise.all([
    getTranslations("driver.session"),
    getTranslations("receipts.statement"),
    getTranslations("driver.sessions"),
    found((await api()).driver.sessions.get({ id })),
    getTimeZone(),
    requirePerson(),
  ]);
  const timeZone = session.timeZone ?? ownZone;
  const isCharging = session.state === "charging";
  const isPriced = session.state !== "free" && (session.charge?.grossMinor ?? null) !== null;
  // A bookkeeper reads charges and steers none.
  const maySteer = isCharging && member?.role !== "bookkeeper";
  const label = await (await api()).driver.account.labelOf({ id: session.id });
  const lock = await (await api()).driver.locks.ofSession({ id: session.id });
  const said =
    isCharging || member?.role === "bookkeeper"
      ? null
      : await (await api()).driver.disputes.ofSession({ id: session.id });
  const [goal, live] = maySteer
    ? await Promise.all([
        (await api()).driver.goals.get({ id: session.id }),
        (await api()).driver.sessions.live({ id: session.id, leaveAt: "", timeZone }),
      ])
    : [null, null];
  return (
    <>
      <PageHeader
        back={{ href: "/sessions", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {[session.place || all("unknownPlace"), session.city].filter(Boolean).join(", ")}
            <Status of="session" value={session.state} className="text-sm" />
          </span>
        }
        lead={
          <Dotted>
            {session.endedAt === null ? (
              <span>
                {t("since")} <Moment at={session.startedAt} timeZone={timeZone} />
              </span>
            ) : (
              <Period start={session.startedAt} end={session.endedAt} timeZone={timeZone} />
            )}
            {session.operator}
          </Dotted>
        }
        action={
          <>
            {maySteer ? <StopButton sessionId={session.id} /> : null}
            {isPriced ? (
              <LinkButton href={`/sessions/${session.id}/receipt`} variant="secondary">
                {words("open")}
              </LinkButton>
            ) : null}
            {isCharging ? null : <PrintButton label={t("print")} />}
          </>
        }
      />
      <SessionCorrected session={session} timeZone={timeZone} />
      {said ? <ChargeObjection sessionId={session.id} said={said} /> : null}
      <SessionLate session={session} timeZone={timeZone} />
      {session.state === "priceComing" ? (
        <PricePending sessionId={session.id} timeZone={timeZone} />
      ) : null}
      {lock && (session.charge?.grossMinor ?? null) === null ? (
        <PriceLocked lock={lock} ownZone={ownZone} />
      ) : null}
      <div
        className={cn(
          "grid items-start gap-12 lg:grid-cols-[minmax(0,1fr)_22rem]",
          live && "lg:grid-rows-[auto_1fr]",
        )}
      >
        {live && goal ? (
          <LiveCost
            sessionId={session.id}
            operator={session.operator}
            timeZone={timeZone}
            initial={live}
            goal={goal}
          />
        ) : (
          <div className="flex flex-col gap-4">
            <SessionPrice session={session} lock={lock} timeZone={timeZone} />
            {said ? <ObjectionOffer sessionId={session.id} said={said} /> : null}
          </div>
        )}
        <SessionFacts session={session} timeZone={timeZone} />
      </div>
      {label ? <ChargeLabel sessionId={session.id} label={label} /> : null}
      {goal ? (
        <ChargingGoal sessionId={session.id} operator={session.operator} initial={goal} />
      ) : null}
      {isCharging ? null : <MeterData sessionId={session.id} timeZone={timeZone} />}
      {session.periods.length > 0 ? (
        <SessionCourse periods={session.periods} endedAt={session.endedAt} timeZone={timeZone} />
      ) : null}
    </>
  );
}
