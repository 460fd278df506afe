import { useTranslations } from "next-intl";
import type { Messages } from "@/i18n/messages";

type Reasons = Messages["disputes"]["reasons"];

/** Says a driver's reason in words; what has none is "something else". */
export function useReasonWords(): (reason: string) => string {
  const t = useTranslations("disputes.reasons");
  return (reason) => (t.has(reason as keyof Reasons) ? t(reason as keyof Reasons) : t("other"));
}
