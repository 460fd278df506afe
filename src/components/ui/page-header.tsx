import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

/** The head of a page: where it belongs, what it is, and the deed that matters most. */
export function PageHeader({
  title,
  lead,
  back,
  action,
}: {
  title: ReactNode;
  lead?: ReactNode;
  back?: { readonly href: string; readonly label: string };
  action?: ReactNode;
}) {
  return (
    <header className="flex flex-col gap-3">
      {back ? (
        <Link
          href={back.href}
          className="inline-flex items-center gap-1.5 tap self-start py-1 text-sm text-ink-soft hover:text-ink hover:underline print:hidden"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {back.label}
        </Link>
      ) : null}
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div className="flex min-w-0 flex-col gap-1.5 sm:flex-1 sm:basis-80">
          <h1 className="text-2xl font-semibold">{title}</h1>
          {lead ? <div className="max-w-prose text-ink-soft">{lead}</div> : null}
        </div>
        {action ? <div className="flex flex-wrap gap-3 print:hidden">{action}</div> : null}
      </div>
    </header>
  );
}
