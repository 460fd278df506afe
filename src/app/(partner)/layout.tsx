import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { StaffShell } from "@/components/shell/staff-shell";
import { Account } from "@/app/account";
import { NoAccess, isOpen, requirePerson } from "@/app/require-area";

export default async function PartnerLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  const t = await getTranslations("partner.nav");
  const tariffs = await getTranslations("tariffs.nav");
  const may = isOpen(person, "partner");
  const nav = [
    { href: "/partner", label: t("home") },
    { href: "/partner/messages", label: t("messages") },
    { href: "/partner/cdrs", label: t("cdrs") },
    { href: "/partner/tariff-lab", label: tariffs("lab") },
    { href: "/partner/certification", label: t("certification") },
  ];
  return (
    <StaffShell
      area="partner"
      nav={may ? [{ items: nav }] : []}
      account={<Account person={person} area="partner" />}
    >
      {may ? children : <NoAccess person={person} />}
    </StaffShell>
  );
}
