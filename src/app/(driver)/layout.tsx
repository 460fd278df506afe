import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientWords } from "@/app/client-words/client-words";
import { DriverShell } from "@/components/shell/driver-shell";
import { Account } from "@/app/account";
import { areasOf } from "@/app/areas";
import { hasPage } from "./pages-of";
import { NoAccess, isOpen, requirePerson } from "@/app/require-area";

export default async function DriverLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  const t = await getTranslations("driver.nav");
  const may = isOpen(person, "driver");
  const [start] = areasOf(person);
  // Staff who come to the front door are shown to their own rooms.
  if (!may && start) redirect(start.href);
  const nav = [
    { href: "/", label: t("home"), icon: "home" },
    { href: "/charge", label: t("charge"), icon: "charge" },
    { href: "/sessions", label: t("sessions"), icon: "sessions" },
    { href: "/invoices", label: t("invoices"), icon: "invoices" },
    { href: "/wallet", label: t("wallet"), icon: "wallet" },
    { href: "/plan", label: t("plan") },
    { href: "/charging", label: t("routines") },
    { href: "/vehicles", label: t("vehicles") },
    { href: "/limits", label: t("limits") },
    { href: "/tokens", label: t("tokens") },
    { href: "/payment", label: t("payment") },
  ] as const;
  return (
    <ClientWords of="(driver)">
      <DriverShell
        nav={may ? nav.filter(({ href }) => hasPage(person, href)) : []}
        account={<Account person={person} area="driver" />}
      >
        {may ? children : <NoAccess person={person} />}
      </DriverShell>
    </ClientWords>
  );
}
