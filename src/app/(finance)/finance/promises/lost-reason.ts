import { useTranslations } from "next-intl";
import type { Messages } from "@/i18n/messages";

type Reason = keyof Messages["promise"]["reasons"];

/** Says why a bill was above its promise, or why nothing was promised; a code without words as it stands. */
export function useLostReason(): (code: string) => string {
  const t = useTranslations("promise.reasons");
  return (code) => (t.has(code as Reason) ? t(code as Reason) : code);
}
