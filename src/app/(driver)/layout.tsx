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
    { href: "/tokens", label: t("tokens"), group: t("charging") },
    { href: "/vehicles", label: t("vehicles"), group: t("charging") },
    { href: "/charging", label: t("routines"), group: t("charging") },
    { href: "/disputes", label: t("disputes"), group: t("charging") },
    { href: "/plan", label: t("plan"), group: t("money") },
    { href: "/receipts", label: t("receipts"), group: t("money") },
    { href: "/payment", label: t("payment"), group: t("money") },
    { href: "/limits", label: t("limits"), group: t("money") },
    { href: "/profile", label: t("profile"), group: t("you") },
    { href: "/account", label: t("account"), group: t("you") },
    { href: "/notifications", label: t("notifications"), group: t("you") },
    { href: "/privacy", label: t("privacy"), group: t("you") },
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
