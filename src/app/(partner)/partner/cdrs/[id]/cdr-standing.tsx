import { useLocale, useTranslations } from "next-intl";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

/** Where a CDR stands, in a sentence. */
export function CdrStanding({ cdr }: { cdr: RouterOutputs["partner"]["cdrs"]["get"] }) {
  const t = useTranslations("partner.cdr");
  const locale = useLocale();
  const { state, acceptedCostMinor, acceptedBasis, currency } = cdr;
  if (state !== "accepted") return t(`state_${state}`);
  const cost =
    acceptedCostMinor === null ? "–" : formatMoney(money(acceptedCostMinor, currency), locale);
  return t(acceptedBasis === "own" ? "state_acceptedOwn" : "state_accepted", { cost });
}
