import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { RouterOutputs } from "@/trpc/outputs";

type State = RouterOutputs["operations"]["charging"]["get"]["wishes"][number]["state"];

const TONES = {
  created: "neutral",
  sent: "info",
  accepted: "info",
  confirmed: "ok",
  refused: "bad",
  failed: "bad",
  timeout: "wait",
  superseded: "neutral",
} as const;

/** Where a request stands: who said what, and no more. */
export function WishState({ state }: { state: State }) {
  const t = useTranslations("charging.requests.state");
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
