"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Notice } from "@/components/ui/notice";
import { useTRPC } from "@/trpc/client";
import type { RouterOutputs } from "@/trpc/outputs";
import { DismissError } from "./dismiss-error";

type Progress = RouterOutputs["operations"]["partners"]["state"];
type State = Progress["state"];

const EVERY_MS = 2_000;
const MOVES = new Set<State>(["created", "invited", "registering"]);
const TONES = {
  created: "info",
  invited: "info",
  registering: "info",
  registered: "ok",
  failed: "bad",
  left: "wait",
} as const;

/** How far the registration has come, followed live until it is done or has failed. */
export function Registration({ partnerId, initial }: { partnerId: string; initial: Progress }) {
  const t = useTranslations("operations.progress");
  const router = useRouter();
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.operations.partners.state.queryOptions(
      { partnerId },
      {
        initialData: initial,
        refetchInterval: ({ state }) =>
          state.data && MOVES.has(state.data.state) ? EVERY_MS : false,
      },
    ),
  );
  const shown = useRef(initial.state);
  useEffect(() => {
    if (data.state === shown.current) return;
    shown.current = data.state;
    // The rest of the page was made for the state before.
    router.refresh();
  }, [data.state, router]);
  const { state, lastError } = data;
  // A registered connection that goes well needs no notice.
  if (state === "registered" && lastError === null && initial.state === "registered") return null;
  const isTriedAgain = state === "created" && lastError !== null;
  // A registered connection with words on it waits for a person.
  const warning = state === "registered" ? lastError : null;
  return (
    <div aria-live="polite">
      <Notice
        tone={isTriedAgain || warning !== null ? "wait" : TONES[state]}
        title={t(state)}
        action={warning && <DismissError partnerId={partnerId} error={warning} />}
      >
        {lastError ? (
          <p className="text-base break-words text-ink">
            {isTriedAgain ? t("createdError", { error: lastError }) : lastError}
          </p>
        ) : null}
        {isTriedAgain ? null : <p>{t(`${state}Text`)}</p>}
      </Notice>
    </div>
  );
}
