"use client";

import type { LucideIcon } from "lucide-react";
import { Ellipsis, FileText, House, PlugZap, Wallet, Zap } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { cn } from "@/components/cn";
import { menuOnDemand } from "@/components/ui/menu-on-demand";
import type { MoreMenuProps } from "./nav-more";

const ICONS = { home: House, charge: PlugZap, sessions: Zap, invoices: FileText, wallet: Wallet };

/** A page in the navigation. The first one of a list is its start page and matches only itself. */
export interface NavItem {
  readonly href: string;
  readonly label: string;
  /** What stands in a phone's bar needs one; what has none is under "More" there. */
  readonly icon?: keyof typeof ICONS;
  /** What it belongs to under "More". */
  readonly group?: string;
}

/** Pages that belong together; the first group has no name. */
export interface NavGroup {
  readonly label?: string;
  readonly items: readonly NavItem[];
}

/** Of the items whose address begins the one that is open, the most exact. */
function useCurrent(items: readonly NavItem[]): string | undefined {
  const path = usePathname();
  const [start] = items;
  return items
    .filter(({ href }) => path === href || (href !== start?.href && path.startsWith(`${href}/`)))
    .toSorted((a, b) => b.href.length - a.href.length)[0]?.href;
}

const rowLook =
  "relative block px-3 py-2 whitespace-nowrap text-ink-soft hover:text-ink aria-[current]:font-medium aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-3 aria-[current]:after:bottom-0.5 aria-[current]:after:h-0.5 aria-[current]:after:bg-brand";

/** Navigation in a row, for the head of the page. What has no icon is under "More" where `isTucked`. */
export function NavRow({
  label,
  items,
  isTucked = false,
  className,
}: {
  label: string;
  items: readonly NavItem[];
  isTucked?: boolean;
  className?: string;
}) {
  const t = useTranslations("shell.nav");
  const current = useCurrent(items);
  const shown = items.filter(({ icon }) => !isTucked || icon !== undefined);
  const more = items.filter((item) => !shown.includes(item));
  return (
    <nav aria-label={label} className={cn("print:hidden", className)}>
      <ul className="flex gap-1">
        {shown.map(({ href, label: text }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === current ? "page" : undefined}
              className={rowLook}
            >
              {text}
            </Link>
          </li>
        ))}
        {more.length > 0 && (
          <li>
            <MoreMenu
              items={more}
              trigger={
                <button
                  type="button"
                  aria-current={more.some(({ href }) => href === current) ? "true" : undefined}
                  className={rowLook}
                >
                  {t("more")}
                </button>
              }
            />
          </li>
        )}
      </ul>
    </nav>
  );
}

const MoreMenu = menuOnDemand<MoreMenuProps>(() => import("./nav-more"));

/** Navigation in a column, group by group, for the side of a wide page. */
export function NavColumn({ label, groups }: { label: string; groups: readonly NavGroup[] }) {
  const current = useCurrent(groups.flatMap(({ items }) => items));
  const column = useRef<HTMLElement>(null);
  // The column may be higher than the screen: where one is shall be seen.
  useEffect(() => {
    const link = column.current?.querySelector(`a[href="${current ?? ""}"]`);
    link?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <nav ref={column} aria-label={label} className="flex flex-col gap-4">
      {groups.map(({ label: name, items }) => (
        <div key={items[0]?.href}>
          {name && <p className="px-3 pb-1 text-sm text-ink-faint">{name}</p>}
          <ul className="flex flex-col">
            {items.map(({ href, label: text }) => (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={href === current ? "page" : undefined}
                  className="block border-l-2 border-transparent py-1 pr-3 pl-3 text-ink-soft hover:text-ink aria-[current]:border-brand aria-[current]:font-medium aria-[current]:text-ink"
                >
                  {text}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** Groups of pages behind a button, for narrow screens. Following a link closes it. */
export function NavFold({ label, groups }: { label: string; groups: readonly NavGroup[] }) {
  const t = useTranslations("shell.nav");
  const path = usePathname();
  const items = groups.flatMap((group) => group.items);
  const current = useCurrent(items);
  const here = items.find(({ href }) => href === current)?.label;
  return (
    <details key={path} className="group border-t px-4 sm:px-6 lg:hidden print:hidden">
      <summary className="flex min-h-11 cursor-pointer items-center justify-between gap-4 font-medium">
        {here ?? t("open")}
        <span className="text-sm font-normal text-ink-soft group-open:hidden">{t("open")}</span>
        <span className="hidden text-sm font-normal text-ink-soft group-open:inline">
          {t("close")}
        </span>
      </summary>
      <div className="pb-5">
        <NavColumn label={label} groups={groups} />
      </div>
    </details>
  );
}

/** Navigation within reach of a thumb, for phones: items with an icon, and the rest under "More". */
export function NavBar({ label, items }: { label: string; items: readonly NavItem[] }) {
  const t = useTranslations("shell.nav");
  const current = useCurrent(items);
  const more = items.filter(({ icon }) => icon === undefined);
  const look =
    "flex h-15 w-full flex-col items-center justify-center gap-1 px-0.5 text-xs text-ink-soft -outline-offset-2 max-[23rem]:text-[0.6875rem] aria-[current]:font-medium aria-[current]:text-ink";
  return (
    <nav
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-30 border-t bg-sheet pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      <ul className="flex">
        {items.map(({ href, label: text, icon }) =>
          icon ? (
            <li key={href} className="min-w-0 flex-auto">
              <Link
                href={href}
                aria-current={href === current ? "page" : undefined}
                className={look}
              >
                <BarIcon icon={ICONS[icon]} isCurrent={href === current} />
                <span className="max-w-full truncate">{text}</span>
              </Link>
            </li>
          ) : null,
        )}
        {more.length > 0 && (
          <li className="min-w-0 flex-auto">
            <MoreMenu
              items={more}
              trigger={
                <button
                  type="button"
                  aria-current={more.some(({ href }) => href === current) ? "true" : undefined}
                  className={look}
                >
                  <BarIcon icon={Ellipsis} isCurrent={more.some(({ href }) => href === current)} />
                  <span className="max-w-full truncate">{t("more")}</span>
                </button>
              }
            />
          </li>
        )}
      </ul>
    </nav>
  );
}

function BarIcon({ icon: Icon, isCurrent }: { icon: LucideIcon; isCurrent: boolean }) {
  return (
    <span
      className={cn(
        "flex h-6 w-11 max-w-full items-center justify-center rounded-xs",
        isCurrent && "bg-marker text-on-marker",
      )}
    >
      <Icon aria-hidden className="size-5" strokeWidth={1.75} />
    </span>
  );
}
