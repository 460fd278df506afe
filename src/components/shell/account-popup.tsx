"use client";

import { LogOut } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTransition } from "react";
import { Menu, MenuChoice, MenuGroup, MenuItem, MenuLink } from "@/components/ui/menu";
import type { DemandedMenu } from "@/components/ui/menu-on-demand";
import { locales } from "@/i18n/locale";
import type { AccountMenuProps } from "./account-settings";

/** A person's own menu: other parts of the house, appearance, language, leaving. */
export default function AccountPopup({
  trigger,
  theme,
  links,
  accounts,
  account,
  deeds,
}: AccountMenuProps & DemandedMenu) {
  const t = useTranslations("shell.account");
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
    <Menu trigger={trigger} isOpenAtFirst>
      {accounts.length > 1 ? (
        <MenuChoice
          label={t("accounts")}
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
