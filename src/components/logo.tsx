import { cn } from "./cn";

/** The mark: a slip torn at its foot, with the K of kvitt cut as a tick. */
function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="4 2 24 27" aria-hidden className={cn("shrink-0", className)}>
      <path
        className="fill-brand"
        d="M4 2h24v27l-3-2.5-3 2.5-3-2.5-3 2.5-3-2.5-3 2.5-3-2.5L7 29l-3-2.5z"
      />
      <path className="fill-none stroke-on-brand" strokeWidth="3.4" d="M11 7.2v15" />
      <path
        className="fill-none stroke-(--tick)"
        strokeWidth="3.4"
        strokeLinejoin="bevel"
        d="M22.6 6.6 14.2 15l6.9 7"
      />
    </svg>
  );
}

/** Mark and word. */
export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn("flex items-center gap-2.5", className)}>
      <Mark className="h-6.5 w-auto" />
      <span className="text-xl leading-none font-semibold tracking-[-0.045em]">kvitt</span>
    </span>
  );
}
