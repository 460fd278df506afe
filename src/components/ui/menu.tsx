"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";

const itemLook =
  "flex min-h-9 pointer-coarse:min-h-11 cursor-default items-center gap-2 px-3 py-1 outline-hidden select-none data-highlighted:bg-sunken";

/** A menu that opens from `trigger`: at once where it was loaded on demand. */
export function Menu({
  trigger,
  isOpenAtFirst = false,
  children,
}: {
  trigger: ReactElement;
  isOpenAtFirst?: boolean;
  children: ReactNode;
}) {
  return (
    <BaseMenu.Root defaultOpen={isOpenAtFirst}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner className="z-50 outline-hidden" sideOffset={6} align="end">
          <BaseMenu.Popup className="max-h-(--available-height) min-w-56 overflow-y-auto rounded-sm border border-rule-strong bg-sheet py-1.5 text-ink outline-hidden transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

/** Goes to a page. */
export function MenuLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <BaseMenu.Item className={itemLook} render={<Link href={href} />}>
      {children}
    </BaseMenu.Item>
  );
}

/** Does something at once. */
export function MenuItem({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <BaseMenu.Item className={itemLook} onClick={onClick}>
      {children}
    </BaseMenu.Item>
  );
}

/** One choice of several, with a heading. */
export function MenuChoice<V extends string>({
  label,
  value,
  items,
  onChange,
}: {
  label: string;
  value: V;
  items: readonly { readonly value: V; readonly label: string }[];
  onChange: (value: V) => void;
}) {
  return (
    <BaseMenu.RadioGroup
      value={value}
      onValueChange={(next: V) => onChange(next)}
      className="border-t py-1.5 first:border-t-0"
    >
      <BaseMenu.GroupLabel className="px-3 pt-1 pb-1.5 text-xs text-ink-faint">
        {label}
      </BaseMenu.GroupLabel>
      {items.map((item) => (
        <BaseMenu.RadioItem key={item.value} value={item.value} closeOnClick className={itemLook}>
          <span className="flex size-4 items-center">
            <BaseMenu.RadioItemIndicator>
              <Check aria-hidden className="size-4" />
            </BaseMenu.RadioItemIndicator>
          </span>
          {item.label}
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  );
}

/** A group of links or deeds, set off by a line. */
export function MenuGroup({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <BaseMenu.Group className="border-t py-1.5 first:border-t-0">
      {label ? (
        <BaseMenu.GroupLabel className="px-3 pt-1 pb-1.5 text-xs text-ink-faint">
          {label}
        </BaseMenu.GroupLabel>
      ) : null}
      {children}
    </BaseMenu.Group>
  );
}
