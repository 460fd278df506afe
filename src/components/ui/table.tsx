"use client";

import { ScrollArea } from "@base-ui/react/scroll-area";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/cn";

/** A table of facts. `caption` is read aloud; the frame scrolls sideways where the page is narrow. */
export function Table({
  caption,
  className,
  children,
}: {
  caption: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <ScrollArea.Root className="-mx-4 sm:mx-0">
      <ScrollArea.Viewport aria-label={caption} className="px-4 outline-offset-2 sm:px-0">
        <table className={cn("w-full border-collapse text-left", className)}>
          <caption className="sr-only">{caption}</caption>
          {children}
        </table>
      </ScrollArea.Viewport>
      <ScrollArea.Scrollbar orientation="horizontal" className="flex h-1.5 bg-sunken print:hidden">
        <ScrollArea.Thumb className="h-full bg-rule-strong" />
      </ScrollArea.Scrollbar>
    </ScrollArea.Root>
  );
}

/** A column's heading. `isFigure` sets it to the right, above figures. */
export function Th({
  isFigure = false,
  className,
  ...props
}: ComponentProps<"th"> & { isFigure?: boolean }) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        "border-b border-ink py-2 pr-4 text-sm font-medium whitespace-nowrap text-ink-soft last:pr-0 sm:pr-6",
        isFigure && "text-right",
        className,
      )}
    />
  );
}

/** A cell. `isFigure` sets it to the right and on one line. */
export function Td({
  isFigure = false,
  className,
  ...props
}: ComponentProps<"td"> & { isFigure?: boolean }) {
  return (
    <td
      {...props}
      className={cn(
        "border-b py-3 pr-4 align-baseline last:pr-0 sm:pr-6",
        isFigure && "text-right whitespace-nowrap",
        className,
      )}
    />
  );
}

/** A row. `isLink` marks a row whose first link covers all of it (give that link `rowLinkLook`). */
export function Tr({
  isLink = false,
  className,
  ...props
}: ComponentProps<"tr"> & { isLink?: boolean }) {
  return <tr {...props} className={cn(isLink && "group relative hover:bg-sunken", className)} />;
}

/** The look of the link that covers its row. */
export const rowLinkLook =
  "font-medium after:absolute after:inset-0 group-hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-brand";
