import type { ReactNode } from "react";
import { cn } from "@/components/cn";

/** A part of a page: a heading on a line, and what belongs to it. No box. */
export function Section({
  title,
  action,
  className,
  children,
}: {
  title: string;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={cn("flex flex-col gap-4", className)}>
      <div className="flex min-h-8 flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="text-lg font-semibold">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** One thing to set: what it is about stands to the left where there is room, what is set to the right. */
export function Setting({
  title,
  lead,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-x-12 gap-y-4 border-t pt-5 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <div className="flex flex-col gap-1.5">
        <h2 className="text-lg font-semibold">{title}</h2>
        {lead ? <div className="max-w-prose text-ink-soft">{lead}</div> : null}
      </div>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
    </section>
  );
}
