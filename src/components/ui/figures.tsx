import Link from "next/link";
import type { ReactNode } from "react";

/** One figure of the row: what it is, how much, and a word beside it. */
export interface Figure {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly href?: string;
}

/** A row of figures parted by hairlines; a figure with `href` leads to what it counts. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-2 gap-px border-y border-ink bg-rule sm:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]">
      {figures.map(({ label, value, note, href }) => (
        <div
          key={label}
          className="relative flex flex-col gap-1 bg-paper py-4 pr-4 pl-4 sm:first:pl-0"
        >
          <dt className="text-sm text-ink-soft">
            {href ? (
              <Link href={href} className="after:absolute after:inset-0 hover:underline">
                {label}
              </Link>
            ) : (
              label
            )}
          </dt>
          <dd className="text-xl font-semibold">{value}</dd>
          {note ? <dd className="text-sm text-ink-soft">{note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
