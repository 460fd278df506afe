import { cn } from "@/components/cn";

/** How much of a limit a load takes. Only drawn: the figures stand beside it. */
export function LoadBar({ loadW, mostW }: { loadW: number; mostW: number }) {
  const share = mostW === 0 ? 1 : loadW / mostW;
  const look = share > 1 ? "bg-bad-solid" : share > 0.9 ? "bg-wait" : "bg-brand";
  return (
    <span aria-hidden className="mt-1 block h-1.5 w-full min-w-20 bg-sunken">
      <span
        className={cn("block h-full", look)}
        style={{ width: `${Math.max(0, Math.min(100, share * 100)).toFixed(1)}%` }}
      />
    </span>
  );
}
