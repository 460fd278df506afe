import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { StaffShell } from "@/components/shell/staff-shell";
import { webRuntime } from "@/auth/runtime";
import { Account } from "@/app/account";
import { NoAccess, isOpen, requirePerson } from "@/app/require-area";

export default async function OperationsLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  const [t, charging, clock] = await Promise.all([
    getTranslations("operations.nav"),
    getTranslations("charging.requests"),
    getTranslations("clock"),
  ]);
  const may = isOpen(person, "operations");
  const nav = [
    { href: "/operations", label: t("overview") },
    { href: "/operations/partners", label: t("partners") },
    { href: "/operations/messages", label: t("messages") },
    { href: "/operations/commands", label: t("commands") },
    { href: "/operations/charging", label: charging("nav") },
    ...(webRuntime().settings.canMoveTime
      ? [{ href: "/operations/clock", label: clock("nav") }]
      : []),
  ];
  return (
    <StaffShell
      area="operations"
      nav={may ? [{ items: nav }] : []}
      account={<Account person={person} area="operations" />}
    >
      {may ? children : <NoAccess person={person} />}
    </StaffShell>
  );
}
