import { useTranslations } from "next-intl";
import type { Messages } from "@/i18n/messages";

type Code = keyof Messages["partner"]["held"];

/** Why a CDR is held, for whoever sent it, and what to do about it. */
export function useHeldWords(): (code: string) => { readonly what: string; readonly todo: string } {
  const t = useTranslations("partner.held");
  return (code) => {
    // The codes that have no words of their own are about totals that cannot be.
    const known = t.has(`${code}.what` as `${Code}.what`) ? (code as Code) : "figures";
    return { what: t(`${known}.what`), todo: t(`${known}.do`) };
  };
}
