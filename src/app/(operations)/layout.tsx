import { getTranslations } from "next-intl/server";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Room } from "@/app/room";
import type { NavGroup } from "@/components/shell/nav";
import { StaffShell } from "@/components/shell/staff-shell";
import { webRuntime } from "@/auth/runtime";
import { Account } from "@/app/account";
import { NoAccess, isOpen, requirePerson } from "@/app/require-area";

export default async function OperationsLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  const [t, charging, clock, cards] = await Promise.all([
    getTranslations("operations.nav"),
    getTranslations("charging.requests"),
    getTranslations("clock"),
    getTranslations("cards"),
  ]);
  const may = isOpen(person, "operations");
  const nav: readonly NavGroup[] = [
    {
      items: [
        { href: "/operations", label: t("overview") },
        { href: "/operations/partners", label: t("partners") },
        { href: "/operations/drivers", label: t("drivers") },
        { href: "/operations/terms", label: t("terms") },
        { href: "/operations/messages", label: t("messages") },
        { href: "/operations/commands", label: t("commands") },
        { href: "/operations/cards", label: cards("nav") },
        ...(webRuntime().settings.canMoveTime
          ? [{ href: "/operations/clock", label: clock("nav") }]
          : []),
      ],
    },
    {
      label: t("load"),
      items: [
        { href: "/operations/sites", label: t("sites") },
        { href: "/operations/charging", label: charging("nav") },
        { href: "/operations/energy", label: t("energy") },
      ],
    },
  ];
  return (
    <Room of="(operations)">
      <StaffShell
        area="operations"
        nav={may ? nav : []}
        account={<Account person={person} area="operations" />}
      >
        {may ? <NuqsAdapter>{children}</NuqsAdapter> : <NoAccess person={person} />}
      </StaffShell>
    </Room>
  );
}
