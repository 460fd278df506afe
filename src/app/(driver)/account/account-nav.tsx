import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cn } from "@/components/cn";

const PAGES = [
  { href: "/account", key: "title" },
  { href: "/account/rules", key: "rules" },
] as const;

/** The two pages of an account. */
export async function AccountNav({ at }: { at: (typeof PAGES)[number]["href"] }) {
  const t = await getTranslations("account.people");
  return (
    <nav aria-label={t("nav")} className="flex gap-6 overflow-x-auto border-b">
      {PAGES.map(({ href, key }) => (
        <Link
          key={href}
          href={href}
          aria-current={href === at ? "page" : undefined}
          className={cn(
            "-mb-px flex h-10 items-center border-b-2 whitespace-nowrap",
            href === at
              ? "border-brand font-medium text-ink"
              : "border-transparent text-ink-soft hover:text-ink",
          )}
        >
          {t(key)}
        </Link>
      ))}
    </nav>
  );
}
