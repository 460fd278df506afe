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
  const Title = isPage ? "h1" : "p";
  return (
    <div className="flex flex-col items-start gap-3 border-y border-dashed border-rule-strong py-10">
      <Title className="text-lg font-semibold">{title}</Title>
      {children ? <div className="max-w-prose text-ink-soft">{children}</div> : null}
      {action}
    </div>
  );
}
