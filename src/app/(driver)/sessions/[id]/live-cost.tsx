"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useServerClock } from "@/app/(driver)/server-clock";
import { Slip } from "@/components/ui/slip";
import { useTRPC } from "@/trpc/client";
import type { Goal } from "./goal-view";
import { LiveCap } from "./live-cap";
import { LiveFreshness } from "./live-freshness";
import { LiveIdle } from "./live-idle";
import { LiveNext } from "./live-next";
import { LivePower } from "./live-power";
import { LiveProjection } from "./live-projection";
import { LiveSlip } from "./live-slip";
import type { LiveView } from "./live-view";

const EVERY_MS = 5_000;

/**
 * A charge while it runs: what it costs so far and comes to, its power, the idle fee counted down, and the cap. Asked
 * for again and again; what was known stays until the next answer.
 */
export function LiveCost({
  sessionId,
  operator,
  timeZone,
  initial,
  goal,
}: {
  sessionId: string;
  operator: string;
  timeZone: string;
  initial: LiveView;
  goal: Goal;
}) {
  const t = useTranslations("quote.live");
  const [leaveAt, setLeaveAt] = useState("");
  const trpc = useTRPC().driver;
  const query = useQuery(
    trpc.sessions.live.queryOptions(
      { id: sessionId, leaveAt, timeZone },
      {
        ...(leaveAt === "" && { initialData: initial }),
        placeholderData: (before) => before ?? initial,
        refetchInterval: ({ state: { data } }) => (data?.isRunning === false ? false : EVERY_MS),
      },
    ),
  );
  // The part of the page that is about the goal asks for it.
  const wish = useQuery(
    trpc.goals.get.queryOptions({ id: sessionId }, { initialData: goal, enabled: false }),
  );
  const view = query.data ?? initial;
  const nowMs = useServerClock(view.now);
  const { live } = view;
  const common = { view, operator, timeZone, nowMs };
  const router = useRouter();
  const isOver = !view.isRunning;
  // What stands around it was drawn while it ran.
  useEffect(() => {
    if (isOver) router.refresh();
  }, [isOver, router]);
  if (isOver) return <p className="max-w-prose text-ink-soft">{t("over")}</p>;
  return (
    // Of wide pages these are two columns: the charge itself, and what may come of it above its facts.
    <div className="flex flex-col gap-8 lg:contents">
      <div className="flex min-w-0 flex-col gap-8 lg:row-span-2">
        {live?.ahead ? <LiveIdle {...common} live={live} ahead={live.ahead} /> : null}
        {live ? (
          <LiveSlip {...common} live={live} />
        ) : (
          <Slip>
            <h2 className="text-lg font-semibold">{t("unknown")}</h2>
            <p className="max-w-prose pt-2 text-ink-soft">{t("unknownText")}</p>
            <LiveFreshness {...common} />
          </Slip>
        )}
        <LivePower view={view} plan={wish.data.said ? wish.data.plan : null} timeZone={timeZone} />
        {live ? (
          <LiveProjection view={view} timeZone={timeZone} leaveAt={leaveAt} onLeave={setLeaveAt} />
        ) : null}
        {query.isError ? <output className="text-sm text-wait">{t("stale")}</output> : null}
      </div>
      {live ? (
        <div className="flex min-w-0 flex-col gap-8">
          <LiveNext {...{ live, timeZone, nowMs }} />
          <LiveCap
            {...common}
            sessionId={sessionId}
            total={live.soFar.total}
            onChanged={() => void query.refetch()}
          />
        </div>
      ) : null}
    </div>
  );
}
