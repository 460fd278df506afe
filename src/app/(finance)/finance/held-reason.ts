import { useTranslations } from "next-intl";
import type { Messages } from "@/i18n/messages";

type Code = keyof Messages["finance"]["held"];
type Unpriceable = keyof Messages["finance"]["unpriceable"];

/** Why a CDR is held, for people, and what they can do about it. */
export interface HeldReason {
  readonly code: string;
  readonly what: string;
  readonly todo: string;
}

/** Says a stored reason ("unknown-token: no driver …") in the reader's language; unknown ones as they are. */
export function useHeldReason(): (stored: string) => HeldReason {
  const t = useTranslations("finance.held");
  const unpriceable = useUnpriceable();
  return (stored) => {
    const [code = "", ...rest] = stored.split(":");
    const words = rest.join(":").trim();
    const known = t.has(`${code}.what` as `${Code}.what`) ? (code as Code) : "other";
    const reason = known === "unpriceable" ? unpriceable(words) : words || stored;
    return { code, what: t(`${known}.what`, { reason }), todo: t(`${known}.do`) };
  };
}

/** Says why a CDR has no price of ours. */
export function useUnpriceable(): (code: string) => string {
  const t = useTranslations("finance.unpriceable");
  return (code) => t(t.has(code as Unpriceable) ? (code as Unpriceable) : "other");
}
