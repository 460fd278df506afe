"use client";

import { Menu, MenuGroup, MenuLink } from "@/components/ui/menu";
import type { DemandedMenu } from "@/components/ui/menu-on-demand";

/** Pages that have no place of their own in the navigation. */
export interface MoreMenuProps {
  readonly items: readonly { readonly href: string; readonly label: string }[];
}

/** The rest of the navigation, behind its button. */
export default function NavMore({ items, trigger }: MoreMenuProps & DemandedMenu) {
  return (
    <Menu trigger={trigger} isOpenAtFirst>
      <MenuGroup>
        {items.map(({ href, label }) => (
          <MenuLink key={href} href={href}>
            {label}
          </MenuLink>
        ))}
      </MenuGroup>
    </Menu>
  );
}
