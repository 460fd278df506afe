"use client";

import { ChevronDown, CircleUserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { menuOnDemand } from "@/components/ui/menu-on-demand";
import type { AccountMenuProps } from "./account-settings";

const AccountPopup = menuOnDemand<AccountMenuProps>(() => import("./account-popup"));

/** A person's own menu: other parts of the house, appearance, language, leaving. */
export function AccountMenu({ name, ...menu }: AccountMenuProps & { name: string }) {
  const t = useTranslations("shell.account");
  return (
    <AccountPopup
      {...menu}
      trigger={
        <Button variant="quiet" className="-mr-2 max-w-56 px-2" aria-label={t("label", { name })}>
          <CircleUserRound aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
          <span className="hidden truncate sm:inline">{name}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0" />
        </Button>
      }
    />
  );
}
