import { getTranslations } from "next-intl/server";
import type { NavGroup } from "@/components/shell/nav";

/** Finance's pages, in the order in which money moves. */
export async function financeNav(): Promise<readonly NavGroup[]> {
  const [t, settlement, plans, promise, tariffs, objections] = await Promise.all([
    getTranslations("finance.nav"),
    getTranslations("settlement"),
    getTranslations("plans"),
    getTranslations("promise"),
    getTranslations("tariffs.nav"),
    getTranslations("disputes.queue"),
  ]);
  return [
    {
      items: [
        { href: "/finance", label: t("overview") },
        { href: "/finance/cases", label: t("cases") },
        { href: "/finance/approvals", label: t("approvals") },
      ],
    },
    {
      label: t("groups.charges"),
      items: [
        { href: "/finance/cdrs", label: t("cdrs") },
        { href: "/finance/objections", label: objections("nav") },
        { href: "/finance/expected", label: t("expected") },
        { href: "/finance/promises", label: promise("nav") },
        { href: "/finance/tariffs", label: tariffs("tariffs") },
        { href: "/finance/tariff-lab", label: tariffs("lab") },
      ],
    },
    {
      label: t("groups.billing"),
      items: [
        { href: "/finance/drivers", label: t("drivers") },
        { href: "/finance/runs", label: t("runs") },
        { href: "/finance/invoices", label: t("invoices") },
        { href: "/finance/credit-notes", label: t("creditNotes") },
        { href: "/finance/documents", label: t("documents") },
        { href: "/finance/plans", label: plans("nav") },
      ],
    },
    {
      label: t("groups.money"),
      items: [
        { href: "/finance/wallets", label: t("wallets") },
        { href: "/finance/dunning", label: t("dunning") },
        { href: "/finance/disputes", label: t("disputes") },
        { href: "/finance/payouts", label: t("payouts") },
        { href: "/finance/bank", label: t("bank") },
        { href: "/finance/settlement", label: settlement("nav") },
      ],
    },
    {
      label: t("groups.books"),
      items: [
        { href: "/finance/ledger/trial-balance", label: t("trialBalance") },
        { href: "/finance/exports", label: t("exports") },
        { href: "/finance/accounts", label: t("accounts") },
        { href: "/finance/close", label: t("close") },
      ],
    },
  ];
}
