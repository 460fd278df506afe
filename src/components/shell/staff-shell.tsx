import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Logo } from "@/components/logo";
import { NavColumn, NavFold, NavRow, type NavGroup } from "./nav";
import { PageChange } from "./page-change";
import { SkipLink } from "./skip-link";

/** The frame of staff's pages: navigation at the side; on narrow screens in a row, or behind a button where it has groups. */
export function StaffShell({
  area,
  nav,
  account,
  children,
}: {
  area: "finance" | "operations" | "partner";
  nav: readonly NavGroup[];
  account: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("shell");
  const [first] = nav;
  const [start] = first?.items ?? [];
  const isGrouped = nav.length > 1;
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14rem_minmax(0,1fr)]">
      <SkipLink />
      <PageChange />
      <header className="flex flex-col border-b lg:sticky lg:top-0 lg:h-dvh lg:border-r lg:border-b-0 lg:px-3 lg:py-6">
        <div className="flex h-16 items-center justify-between gap-4 px-4 sm:px-6 lg:h-auto lg:px-3">
          <Link href={start?.href ?? "/"} aria-label={t("brand.home")} className="py-2">
            <Logo />
          </Link>
          <div className="lg:hidden print:hidden">{account}</div>
        </div>
        <p className="hidden px-3 pt-6 pb-2 text-sm text-ink-faint lg:block">
          {t(`areas.${area}`)}
        </p>
        <div className="hidden min-h-0 flex-1 overflow-y-auto lg:block print:hidden">
          <NavColumn label={t(`nav.${area}`)} groups={nav} />
        </div>
        {isGrouped ? (
          <NavFold label={t(`nav.${area}`)} groups={nav} />
        ) : (
          <NavRow
            label={t(`nav.${area}`)}
            items={first?.items ?? []}
            className="overflow-x-auto px-1 sm:px-3 lg:hidden"
          />
        )}
        <div className="hidden px-1 pt-4 lg:block print:hidden">{account}</div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="flex min-w-0 flex-col gap-10 px-4 pt-8 pb-20 outline-none sm:px-6 lg:max-w-7xl lg:px-10 lg:pt-10"
      >
        {children}
      </main>
    </div>
  );
}
