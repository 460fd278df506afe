import type { ReactNode } from "react";

/** Nothing to show, why, and what would change that. `isPage`: it stands for the whole page and heads it. */
export function Empty({
  title,
  action,
  isPage = false,
  children,
}: {
  title: string;
  action?: ReactNode;
  isPage?: boolean;
  children?: ReactNode;
}) {
  if (isPage) {
    return (
      <div className="flex flex-col items-start gap-3 border-y border-dashed border-rule-strong py-10">
        <h1 className="text-lg font-semibold">{title}</h1>
        {children ? <div className="max-w-prose text-ink-soft">{children}</div> : null}
        {action}
      </div>
    );
  }
  // Below a heading, and quieter than it.
  return (
    <div className="flex flex-col items-start gap-1 border-y border-dashed border-rule-strong py-6">
      <p className="font-medium">{title}</p>
      {children ? <div className="max-w-prose text-ink-soft">{children}</div> : null}
      {action ? <div className="pt-3">{action}</div> : null}
    </div>
  );
}
