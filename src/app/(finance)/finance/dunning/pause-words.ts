import { useTranslations } from "next-intl";

/** Why a case is paused, in words: a reason of its own, or what a person wrote. */
export function usePauseWords(): (reason: string | null) => string {
  const t = useTranslations("dunning");
  return (reason) =>
    reason === "card_dispute" || reason === "charge_disputed" || reason === "credit_pending"
      ? t(`pause_${reason}`)
      : (reason ?? "");
}
