import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Logo } from "@/components/logo";
import { NavBar, NavRow, type NavItem } from "./nav";
import { PageChange } from "./page-change";
import { SkipLink } from "./skip-link";
import { WithoutNetwork } from "./without-network";

/** The frame of a driver's pages: navigation above, and below within reach of the thumb on phones. */
export function DriverShell({
  nav,
  account,
  children,
}: {
  nav: readonly NavItem[];
  account: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("shell");
  return (
    <>
      <SkipLink />
      <PageChange />
      <WithoutNetwork />
      <header className="border-b">
        <div className="mx-auto flex min-h-16 max-w-5xl flex-wrap items-center gap-x-4 px-4 sm:px-6 lg:gap-x-8">
          <Link href="/" aria-label={t("brand.home")} className="py-2">
            <Logo />
          </Link>
          <NavRow label={t("nav.driver")} items={nav} isTucked className="hidden md:block" />
          <div className="ml-auto print:hidden">{account}</div>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex max-w-5xl flex-col gap-10 px-4 pt-8 pb-32 outline-none sm:px-6 md:pt-12 md:pb-20"
      >
        {children}
      </main>
      <NavBar label={t("nav.driver")} items={nav} />
    </>
  );
}
