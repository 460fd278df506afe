"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { formatDecimal, formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { BoostButton } from "./boost-button";
import { GoalActive } from "./goal-active";
import { GoalForm } from "./goal-form";
import { GoalPlan } from "./goal-plan";
import { GoalReason } from "./goal-reason";
import { type Goal, stateKey, toneOf, whyKeys } from "./goal-view";

const OPEN_MS = 2_000;
const CALM_MS = 30_000;

/** What a driver wants of a running session, how it comes about, and what it comes to. */
export function ChargingGoal({
  sessionId,
  operator,
  initial,
}: {
  sessionId: string;
  operator: string;
  initial: Goal;
}) {
  const t = useTranslations("charging.goal");
  const locale = useLocale();
  const [isOpen, setOpen] = useState(initial.said === null);
  const query = useQuery(
    useTRPC().driver.goals.get.queryOptions(
      { id: sessionId },
      {
        initialData: initial,
        refetchInterval: ({ state: { data = initial } }) => (isMoving(data) ? OPEN_MS : CALM_MS),
      },
    ),
  );
  const goal = query.data;
  if (!goal.isRunning) return null;
  const { said, plan } = goal;
  const isFormOpen = isOpen || said === null;
  return (
    <Section
      title={t("title")}
      action={
        isFormOpen ? null : (
          <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
            {t("change")}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-6">
        {said === null ? <p className="max-w-prose text-ink-soft">{t("lead")}</p> : null}
        <GoalState goal={goal} operator={operator} />
        {goal.reason ? <GoalReason reason={goal.reason} /> : null}
        {said?.boostEndsAt ? (
          <Notice
            tone="info"
            title={t("boost.isOn", {
              time: formatTime(said.boostEndsAt, locale, goal.timeZone, "time"),
            })}
          />
        ) : null}
        {isFormOpen ? (
          <GoalForm
            sessionId={sessionId}
            goal={goal}
            operator={operator}
            onSaved={() => {
              setOpen(false);
              void query.refetch();
            }}
            onKeep={said === null ? null : () => setOpen(false)}
          />
        ) : plan ? (
          <GoalPlan way={goal} plan={plan} operator={operator} timeZone={goal.timeZone} />
        ) : null}
        <GoalActive goal={goal} />
        <BoostButton sessionId={sessionId} goal={goal} onDone={() => void query.refetch()} />
        <Abilities goal={goal} operator={operator} />
        {query.isError ? <output className="text-sm text-wait">{t("stale")}</output> : null}
      </div>
    </Section>
  );
}

/** Something is under way, so the answer may come at any moment. */
function isMoving({ said, asked }: Goal): boolean {
  if (said?.isPending) return true;
  if (!asked) return false;
  const isOpen = asked.state === "created" || asked.state === "sent";
  return isOpen || (asked.state === "accepted" && asked.kind !== "PREFERENCES");
}

function GoalState({ goal, operator }: { goal: Goal; operator: string }) {
  const t = useTranslations("charging.goal");
  const locale = useLocale();
  const { said, timeZone, styles } = goal;
  if (!said) return null;
  const parts = [
    t(`styles.${said.style}`),
    said.departureAt &&
      t("leaving", { time: formatTime(said.departureAt, locale, timeZone, "time") }),
    said.missingKwh === null
      ? t("full")
      : t("energyLeft", { energy: `${formatDecimal(said.missingKwh, locale, 1)}\u00a0kWh` }),
  ].filter(Boolean);
  const from =
    said.source === "routine" && said.routine !== null
      ? ` ${t("byRoutine", { name: said.routine })}`
      : said.source === "operations"
        ? ` ${t("byStaff")}`
        : "";
  const offered = styles.map((style) => t(`styles.${style}`)).join(", ");
  return (
    <Notice tone={toneOf(goal)} title={t(stateKey(goal), { operator })}>
      <p>{`${t("current", { wish: parts.join(", ") })}.${from}`}</p>
      {whyKeys(goal).map((key) => (
        <p key={key}>{t(key, { operator, styles: offered })}</p>
      ))}
    </Notice>
  );
}

/** What the operator and the charging point can do, said before anything is asked of them. */
function Abilities({ goal, operator }: { goal: Goal; operator: string }) {
  const t = useTranslations("charging.goal");
  const { hindrance, chosen } = goal;
  return (
    <details className="max-w-prose text-sm text-ink-soft">
      <summary className="w-fit cursor-pointer underline underline-offset-4">
        {t("can.title")}
      </summary>
      <ul className="flex list-disc flex-col gap-1 pt-2 pl-5">
        <li>
          {t(hindrance.preferences === null ? "can.operatorYes" : "can.operatorNo", { operator })}
        </li>
        <li>{t(hindrance.profile === null ? "can.profileYes" : "can.profileNo")}</li>
        {chosen.by === "site" ? <li>{t("can.site")}</li> : null}
      </ul>
    </details>
  );
}
