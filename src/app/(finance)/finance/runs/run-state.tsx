import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { RouterOutputs } from "@/trpc/outputs";

export type Run = RouterOutputs["finance"]["runs"]["list"]["runs"][number];

const TONES = {
  running: "live",
  waiting: "wait",
  paused: "wait",
  done: "ok",
  canceled: "neutral",
} as const satisfies Record<string, Tone>;

/** The state of a run; one that runs and has only those left who wait says so. */
export function RunState({ run }: { run: Pick<Run, "state" | "waiting"> }) {
  const t = useTranslations("runs");
  const state = run.state === "running" && run.waiting > 0 ? "waiting" : run.state;
  return <Badge tone={TONES[state]}>{t(`state_${state}`)}</Badge>;
}
