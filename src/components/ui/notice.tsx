import type { ReactNode } from "react";
import { cn } from "@/components/cn";

const LOOKS = {
  info: "border-info bg-info-tint",
  ok: "border-ok bg-ok-tint",
  wait: "border-wait bg-wait-tint",
  bad: "border-bad bg-bad-tint",
};

/** Something the reader should know before going on, with what to do about it. */
export function Notice({
  tone = "info",
  title,
  action,
  children,
}: {
  tone?: keyof typeof LOOKS;
  title: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={cn(
        "flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-l-3 px-4 py-3",
        LOOKS[tone],
      )}
    >
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">{title}</p>
        {children ? <div className="text-sm text-ink-soft">{children}</div> : null}
      </div>
      {action ? <div className="print:hidden">{action}</div> : null}
    </div>
  );
}
