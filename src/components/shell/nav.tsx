"use client";

import type { LucideIcon } from "lucide-react";
import { CreditCard, FileText, House, Nfc, PlugZap, Zap } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/cn";

const ICONS = {
  home: House,
  charge: PlugZap,
  sessions: Zap,
  invoices: FileText,
  tokens: Nfc,
  payment: CreditCard,
};

/** A page in the navigation. The first one of a list is its start page and matches only itself. */
export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly icon?: keyof typeof ICONS;
}

function useCurrent(items: readonly NavItem[]): string | undefined {
  const path = usePathname();
  const [start] = items;
  return items.find(({ href }) =>
    href === start?.href ? path === href : path === href || path.startsWith(`${href}/`),
  )?.href;
}

/** Navigation in a row, for the head of the page. */
export function NavRow({
  label,
  items,
  className,
}: {
  label: string;
  items: readonly NavItem[];
  className?: string;
}) {
  const current = useCurrent(items);
  return (
    <nav aria-label={label} className={cn("print:hidden", className)}>
      <ul className="flex gap-1">
        {items.map(({ href, label: text }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === current ? "page" : undefined}
              className="relative block px-3 py-2 whitespace-nowrap text-ink-soft hover:text-ink aria-[current]:font-medium aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-3 aria-[current]:after:bottom-0.5 aria-[current]:after:h-0.5 aria-[current]:after:bg-brand"
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Navigation in a column, for the side of a wide page. */
export function NavColumn({ label, items }: { label: string; items: readonly NavItem[] }) {
  const current = useCurrent(items);
  return (
    <nav aria-label={label}>
      <ul className="flex flex-col gap-0.5">
        {items.map(({ href, label: text }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === current ? "page" : undefined}
              className="block border-l-2 border-transparent py-1.5 pr-3 pl-3 text-ink-soft hover:text-ink aria-[current]:border-brand aria-[current]:font-medium aria-[current]:text-ink"
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Navigation within reach of a thumb, for phones. Every item needs its icon. */
export function NavBar({ label, items }: { label: string; items: readonly NavItem[] }) {
  const current = useCurrent(items);
  return (
    <nav
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-30 border-t bg-sheet pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      <ul className="flex">
        {items.map(({ href, label: text, icon }) => {
          const Icon: LucideIcon | undefined = icon && ICONS[icon];
          return (
            <li key={href} className="flex-1">
              <Link
                href={href}
                aria-current={href === current ? "page" : undefined}
                className="flex h-15 flex-col items-center justify-center gap-1 text-xs text-ink-soft -outline-offset-2 aria-[current]:font-medium aria-[current]:text-ink"
              >
                {Icon ? (
                  <span
                    className={cn(
                      "flex h-6 w-11 items-center justify-center rounded-xs",
                      href === current && "bg-marker text-on-marker",
                    )}
                  >
                    <Icon aria-hidden className="size-5" strokeWidth={1.75} />
                  </span>
                ) : null}
                {text}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
