import Link from "next/link";
import type { ReactNode } from "react";

/** One figure of the row: what it is, how much, and a word beside it. */
export interface Figure {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly href?: string;
}

/** Rows of figures parted by hairlines; a figure with `href` leads to what it counts. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    // The outer hairlines lie outside of the frame: a row that is not full leaves plain paper.
    <div className="overflow-hidden border-y border-ink">
      <dl className="-mt-px -ml-[calc(1rem+1px)] grid grid-cols-2 sm:grid-cols-[repeat(auto-fit,minmax(11.5rem,1fr))]">
        {figures.map(({ label, value, note, href }, index) => (
          <div
            key={label}
            // Of an odd number the first has a row to itself on phones: none is left over.
            data-alone={index === 0 && figures.length % 2 === 1 ? "" : undefined}
            className="relative flex flex-col gap-1 border-t border-l px-4 py-4 max-sm:data-alone:col-span-2 has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-brand"
          >
            <dt className="text-sm text-ink-soft">
              {href ? (
                <Link
                  href={href}
                  className="outline-none after:absolute after:inset-0 hover:underline"
                >
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
    </div>
  );
}
