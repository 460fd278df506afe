import { useTranslations } from "next-intl";
import type { Messages } from "@/i18n/messages";

type Reason = keyof Messages["credits"]["dialog"]["refusal"];

/** Says why a credit note cannot be made, from the reason that the server gives. */
export function useRefusalWords(): (reason: string | undefined) => string {
  const t = useTranslations("credits.dialog.refusal");
  return (reason) => {
    const key = (reason ?? "other") as Reason;
    return t(t.has(key) ? key : "other");
  };
}
