import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { RouterOutputs } from "@/trpc/outputs";

type Line = RouterOutputs["finance"]["dunning"]["list"]["cases"][number];

const TONES: Readonly<Record<Line["state"], Tone>> = {
  active: "info",
  paused: "wait",
  closed: "neutral",
};

/** Where a case stands, in a word; how it ended where it did. */
export function DunningState({ state, outcome }: Pick<Line, "state" | "outcome">) {
  const t = useTranslations("dunning");
  if (state !== "closed" || outcome === null) {
    return <Badge tone={TONES[state]}>{t(`state_${state}`)}</Badge>;
  }
  const isGood = outcome === "paid" || outcome === "credited";
  return <Badge tone={isGood ? "ok" : "bad"}>{t(`outcome_${outcome}`)}</Badge>;
}
