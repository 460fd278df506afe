import { useTranslations } from "next-intl";
import type { Messages } from "@/i18n/messages";

type Kinds = Messages["cases"]["kinds"];
type Fields = Messages["cases"]["fields"];
type Reasons = Messages["disputes"]["reasons"];
type Resolutions = Messages["cases"]["resolutions"];

/** Says kinds, fields and resolutions of cases in words; what has none is shown as it is. */
export function useCaseWords() {
  const t = useTranslations("cases");
  const objection = useTranslations("disputes.reasons");
  const plain = (name: string) => name.replaceAll("_", " ");
  return {
    kindOf: (kind: string) =>
      t.has(`kinds.${kind as keyof Kinds}`) ? t(`kinds.${kind as keyof Kinds}`) : plain(kind),
    fieldOf: (field: string) =>
      t.has(`fields.${field as keyof Fields}`)
        ? t(`fields.${field as keyof Fields}`)
        : plain(field),
    reasonOf: (reason: string) =>
      objection.has(reason as keyof Reasons) ? objection(reason as keyof Reasons) : plain(reason),
    resolutionOf: (one: string) =>
      t.has(`resolutions.${one as keyof Resolutions}`)
        ? t(`resolutions.${one as keyof Resolutions}`)
        : plain(one),
  };
}

/** Where the thing is that a case is about; null where there is no page of it. */
export function subjectHref(type: string, id: string): string | null {
  const lists: Readonly<Record<string, string>> = {
    invoice: `/finance/invoices/${id}`,
    cdr: `/finance/cdrs/${id}`,
    driver: `/finance/drivers/${id}`,
    bank_line: `/finance/bank/${id}`,
    bank_statement: "/finance/bank",
    payout: "/finance/payouts",
    stripe: "/finance/payouts",
    account: "/finance/ledger/trial-balance",
    dispute: `/finance/disputes/${id}`,
    charge_dispute: `/finance/objections/${id}`,
    site: `/operations/sites/${id}`,
  };
  return lists[type] ?? null;
}
