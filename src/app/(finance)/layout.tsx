import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { StaffShell } from "@/components/shell/staff-shell";
import { Account } from "@/app/account";
import { NoAccess, isOpen, requirePerson } from "@/app/require-area";

export default async function FinanceLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  const t = await getTranslations("finance.nav");
  const tariffs = await getTranslations("tariffs.nav");
  const plans = await getTranslations("plans");
  const promise = await getTranslations("promise");
  const may = isOpen(person, "finance");
  const nav = [
    { href: "/finance", label: t("overview") },
    { href: "/finance/cdrs", label: t("cdrs") },
    { href: "/finance/expected", label: t("expected") },
    { href: "/finance/promises", label: promise("nav") },
    { href: "/finance/drivers", label: t("drivers") },
    { href: "/finance/invoices", label: t("invoices") },
    { href: "/finance/plans", label: plans("nav") },
    { href: "/finance/tariffs", label: tariffs("tariffs") },
    { href: "/finance/tariff-lab", label: tariffs("lab") },
  ];
  return (
    <StaffShell
      area="finance"
      nav={may ? nav : []}
      account={<Account person={person} area="finance" />}
    >
      {may ? children : <NoAccess person={person} />}
    </StaffShell>
  );
}
