import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";

const TONES = { running: "live", passed: "ok", stopped: "neutral" } as const;

/** The state of a run in a word. */
export function RunState({ state }: { state: keyof typeof TONES }) {
  const t = useTranslations("partner.certification");
  return <Badge tone={TONES[state]}>{t(`state_${state}`)}</Badge>;
}
