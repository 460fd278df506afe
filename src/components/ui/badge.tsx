import type { ReactNode } from "react";
import { cn } from "@/components/cn";

/** What a state means to the reader. */
export type Tone = "neutral" | "live" | "ok" | "wait" | "bad" | "info";

const LOOKS: Record<Tone, string> = {
  neutral: "bg-sunken text-ink-soft",
  live: "bg-marker text-on-marker",
  ok: "bg-ok-tint text-ok",
  wait: "bg-wait-tint text-wait",
  bad: "bg-bad-tint text-bad",
  info: "bg-info-tint text-info",
};

/** A short word for a state. The word tells it; the colour only helps. */
export function Badge({
  tone = "neutral",
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 rounded-xs px-1.5 py-0.5 text-xs font-medium whitespace-nowrap",
        LOOKS[tone],
        className,
      )}
    >
      {tone === "live" ? (
        <span
          aria-hidden
          className="size-1.5 animate-[breathe_2s_ease-in-out_infinite] rounded-full bg-current"
        />
      ) : null}
      {children}
    </span>
  );
}
