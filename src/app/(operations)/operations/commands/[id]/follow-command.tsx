"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Notice } from "@/components/ui/notice";
import { useTRPC } from "@/trpc/client";
import type { RouterOutputs } from "@/trpc/outputs";

type Progress = RouterOutputs["operations"]["commands"]["state"];
type Kind = RouterOutputs["operations"]["commands"]["get"]["kind"];

const EVERY_MS = 1_500;
const TONES = {
  created: "info",
  sent: "info",
  accepted: "wait",
  confirmed: "ok",
  session: "ok",
  rejected: "bad",
  failed: "bad",
  timeout: "wait",
} as const;

/** How far a command has come, in plain words, followed live until it is over. */
export function FollowCommand({
  commandId,
  kind,
  initial,
}: {
  commandId: string;
  kind: Kind;
  initial: Progress;
}) {
  const t = useTranslations("operations.commandState");
  const router = useRouter();
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.operations.commands.state.queryOptions(
      { commandId },
      {
        initialData: initial,
        refetchInterval: ({ state }) => (state.data?.isOver ? false : EVERY_MS),
      },
    ),
  );
  const shown = useRef(initial.events);
  useEffect(() => {
    if (data.events === shown.current) return;
    shown.current = data.events;
    // The time line was made for what was known before.
    router.refresh();
  }, [data.events, router]);
  const isUnlock = kind === "UNLOCK_CONNECTOR" && data.state === "confirmed";
  return (
    <div aria-live="polite">
      <Notice tone={TONES[data.state]} title={t(isUnlock ? "unlocked" : data.state)}>
        <p>{t(isUnlock ? "unlockedText" : `${data.state}Text`)}</p>
      </Notice>
    </div>
  );
}
