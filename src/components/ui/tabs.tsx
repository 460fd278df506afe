"use client";

import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

/** Several views of one thing, one at a time. */
export function Tabs({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { readonly value: string; readonly label: string; readonly content: ReactNode }[];
}) {
  return (
    <BaseTabs.Root defaultValue={tabs[0]?.value}>
      <BaseTabs.List
        aria-label={label}
        className="relative flex gap-6 overflow-x-auto border-b print:hidden"
      >
        {tabs.map((tab) => (
          <BaseTabs.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px h-10 border-b-2 border-transparent whitespace-nowrap text-ink-soft hover:text-ink data-active:border-brand data-active:font-medium data-active:text-ink"
          >
            {tab.label}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value} className="pt-6 outline-offset-4">
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
