import { getTranslations } from "next-intl/server";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Room } from "@/app/room";
import { StaffShell } from "@/components/shell/staff-shell";
import { Account } from "@/app/account";
import { NoAccess, isOpen, requirePerson } from "@/app/require-area";

export default async function PartnerLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  const t = await getTranslations("partner.nav");
  const tariffs = await getTranslations("tariffs.nav");
  const disputes = await getTranslations("disputes.partner");
  const may = isOpen(person, "partner");
  const nav = [
    { href: "/partner", label: t("home") },
    { href: "/partner/messages", label: t("messages") },
    { href: "/partner/cdrs", label: t("cdrs") },
    { href: "/partner/disputes", label: disputes("title") },
    { href: "/partner/tariff-lab", label: tariffs("lab") },
    { href: "/partner/certification", label: t("certification") },
  ];
  return (
    <Room of="(partner)">
      <StaffShell
        area="partner"
        nav={may ? [{ items: nav }] : []}
        account={<Account person={person} area="partner" />}
      >
        {may ? <NuqsAdapter>{children}</NuqsAdapter> : <NoAccess person={person} />}
      </StaffShell>
    </Room>
  );
}
