import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { TraceAudience } from "./trace-list";
import type { RouterOutputs } from "@/trpc/outputs";

export type DisputeState = RouterOutputs["driver"]["disputes"]["list"][number]["state"];

const TONES: Readonly<Record<DisputeState, Tone>> = {
  open: "wait",
  asked: "wait",
  answered: "info",
  agreed: "info",
  credited: "ok",
  refunded: "ok",
  refused: "neutral",
  withdrawn: "neutral",
};

/** Where a dispute stands, as a word. */
export function DisputeStateBadge({
  state,
  audience,
  className,
}: {
  state: DisputeState;
  audience: TraceAudience;
  className?: string;
}) {
  const t = useTranslations("disputes.states");
  return (
    <Badge tone={TONES[state]} {...(className === undefined ? {} : { className })}>
      {t(state, { audience })}
    </Badge>
  );
}
