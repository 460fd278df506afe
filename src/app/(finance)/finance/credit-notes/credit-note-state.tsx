import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";

const TONES = { draft: "wait", issued: "ok", refused: "neutral" } as const;

/** A credit note's state in a word. */
export function CreditNoteState({ state }: { state: keyof typeof TONES }) {
  const t = useTranslations("credits.list.states");
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
