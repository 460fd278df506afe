"use client";

import { Menu, MenuGroup, MenuLink } from "@/components/ui/menu";
import type { DemandedMenu } from "@/components/ui/menu-on-demand";

/** Pages that have no place of their own in the navigation. */
export interface MoreMenuProps {
  readonly items: readonly {
    readonly href: string;
    readonly label: string;
    readonly group?: string;
  }[];
}

/** The rest of the navigation, behind its button. */
export default function NavMore({ items, trigger }: MoreMenuProps & DemandedMenu) {
  const groups = [...new Set(items.map(({ group }) => group ?? ""))];
  return (
    <Menu trigger={trigger} isOpenAtFirst>
      {groups.map((group) => (
        <MenuGroup key={group} {...(group !== "" && { label: group })}>
          {items
            .filter((item) => (item.group ?? "") === group)
            .map(({ href, label }) => (
              <MenuLink key={href} href={href}>
                {label}
              </MenuLink>
            ))}
        </MenuGroup>
      ))}
    </Menu>
  );
}
