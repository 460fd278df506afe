import { useTranslations } from "next-intl";
import type { Messages } from "@/i18n/messages";

type Deed = keyof Messages["finance"]["audit"];

/** Says a deed of the audit ("cdr.accept_claim") in words; unknown ones as they are. */
export function useAuditWords(): (action: string) => string {
  const t = useTranslations("finance.audit");
  return (action) => {
    const key = action.replaceAll(".", "_") as Deed;
    return t(t.has(key) ? key : "other", { action });
  };
}

/** Names who did something: people and partners by name, our own parts as what they are. */
export function useActorWords(): (actor: string) => string {
  const t = useTranslations("finance.actor");
  return (actor) => (actor.startsWith("system:") ? t("system") : actor);
}
