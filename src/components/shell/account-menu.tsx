"use client";

import { ChevronDown, CircleUserRound, LogOut } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice, MenuGroup, MenuItem, MenuLink } from "@/components/ui/menu";
import { locales, type Locale } from "@/i18n/locale";

export type Theme = "system" | "light" | "dark";

/** What a person may set, as deeds of the server. */
export interface AccountDeeds {
  readonly chooseAccount: (driverId: string) => Promise<void>;
  readonly chooseTheme: (theme: Theme) => Promise<void>;
  readonly chooseLocale: (locale: Locale) => Promise<void>;
  readonly leave: () => Promise<void>;
}

/** A person's own menu: other parts of the house, appearance, language, leaving. */
export function AccountMenu({
  name,
  theme,
  links,
  accounts,
  account,
  deeds,
}: {
  name: string;
  theme: Theme;
  links: readonly { readonly href: string; readonly label: string }[];
  /** The accounts that he may use, and the one that he looks at. */
  accounts: readonly { readonly value: string; readonly label: string }[];
  account: string;
  deeds: AccountDeeds;
}) {
  const t = useTranslations("shell.account");
  const words = useTranslations("account");
  const locale = useLocale();
  const router = useRouter();
  const [, startTransition] = useTransition();
  const after = (deed: Promise<void>) =>
    startTransition(async () => {
      await deed;
      router.refresh();
    });
  const themes = (["system", "light", "dark"] as const).map((value) => ({
    value,
    label: t(value),
  }));
  const languages = locales.map((value) => ({ value, label: t(value) }));
  return (
    <Menu
      trigger={
        <Button variant="quiet" className="-mr-2 max-w-56 px-2" aria-label={t("label", { name })}>
          <CircleUserRound aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
          <span className="hidden truncate sm:inline">{name}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0" />
        </Button>
      }
    >
      {accounts.length > 1 ? (
        <MenuChoice
          label={words("switch")}
          value={account}
          items={accounts}
          onChange={(next) => after(deeds.chooseAccount(next))}
        />
      ) : null}
      {links.length > 0 ? (
        <MenuGroup label={t("areas")}>
          {links.map((link) => (
            <MenuLink key={link.href} href={link.href}>
              {link.label}
            </MenuLink>
          ))}
        </MenuGroup>
      ) : null}
      <MenuChoice
        label={t("theme")}
        value={theme}
        items={themes}
        onChange={(next) => after(deeds.chooseTheme(next))}
      />
      <MenuChoice
        label={t("language")}
        value={locale}
        items={languages}
        onChange={(next) => after(deeds.chooseLocale(next))}
      />
      <MenuGroup>
        <MenuItem onClick={() => startTransition(() => deeds.leave())}>
          <LogOut aria-hidden className="size-4" />
          {t("signOut")}
        </MenuItem>
      </MenuGroup>
    </Menu>
  );
}
