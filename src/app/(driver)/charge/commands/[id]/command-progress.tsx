"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { LinkButton } from "@/components/ui/button";
import { formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { CancelButton } from "./cancel-button";
import { type BrowserCommand, problemOf } from "./command-problem";
import { CommandTrouble } from "./command-trouble";
import { CommandSteps, type DriverKind } from "./command-steps";

const EVERY_MS = 2_000;
const AFTERWARDS_MS = 5_000;

/** How soon to ask again. What failed may happen all the same, so the session is watched for. */
function pauseAfter({ kind, state, endedAt }: BrowserCommand): number | false {
  if (state === "session") return false;
  if (endedAt === null) return EVERY_MS;
  if (kind === "STOP_SESSION" && state === "confirmed") return EVERY_MS;
  return kind === "START_SESSION" || kind === "STOP_SESSION" ? AFTERWARDS_MS : false;
}

/** A command's state in plain words, asked anew every two seconds, until its session is there. */
export function CommandProgress({
  initial,
  kind,
  timeZone,
}: {
  initial: BrowserCommand;
  kind: DriverKind;
  timeZone: string;
}) {
  const t = useTranslations("driver.charge.command");
  const router = useRouter();
  const trpc = useTRPC();
  const { data: command, isError } = useQuery(
    trpc.driver.charge.command.queryOptions(
      { id: initial.id },
      {
        initialData: initial,
        refetchInterval: ({ state: { data = initial } }) => pauseAfter(data),
      },
    ),
  );
  const { state, sessionId } = command;
  const isThere = state === "session" && sessionId !== null;
  useEffect(() => {
    if (isThere) router.replace(`/sessions/${sessionId}`);
  }, [isThere, router, sessionId]);
  const problem = problemOf(command);
  return (
    <div className="flex max-w-prose flex-col gap-6">
      {problem ? (
        <CommandTrouble command={command} problem={problem} kind={kind} />
      ) : (
        <>
          <Headline command={command} kind={kind} timeZone={timeZone} />
          <CommandSteps command={command} kind={kind} />
        </>
      )}
      {command.message ? (
        <p className="text-ink-soft">
          {t("operatorSays", { operator: command.operator, message: command.message })}
        </p>
      ) : null}
      {isError ? <output className="text-sm text-wait">{t("stale")}</output> : null}
      {sessionId === null ? null : (
        <LinkButton href={`/sessions/${sessionId}`} variant="secondary" className="self-start">
          {t("toSession")}
        </LinkButton>
      )}
    </div>
  );
}

function Headline({
  command,
  kind,
  timeZone,
}: {
  command: BrowserCommand;
  kind: DriverKind;
  timeZone: string;
}) {
  const t = useTranslations("driver.charge.command");
  const locale = useLocale();
  const find = useTranslations("find.command");
  const { state, operator, expiresAt, endedAt, dueAt } = command;
  const isWaiting = state === "sent" || state === "accepted";
  const time = expiresAt === null ? "" : formatTime(expiresAt, locale, timeZone, "time");
  const isOver = kind === "RESERVE_NOW" && endedAt !== null && state === "confirmed";
  const isHeld = kind === "RESERVE_NOW" && endedAt === null && state === "confirmed";
  if (state === "rejected" || state === "failed" || state === "timeout") return null;
  return (
    <>
      <output className="text-xl font-semibold">
        {isOver ? t("RESERVE_NOW.over") : t(`${kind}.now.${state}`, { operator, time })}
      </output>
      {isWaiting && dueAt !== null ? (
        <p className="-mt-4 text-sm text-ink-soft">
          {find("waitUntil", { time: formatTime(dueAt, locale, timeZone, "seconds") })}
        </p>
      ) : null}
      {isHeld ? <CancelButton commandId={command.id} /> : null}
    </>
  );
}
