import { cn } from "@/components/cn";

/** The place of something that is on its way. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "block h-4 animate-[breathe_1.6s_ease-in-out_infinite] rounded-xs bg-rule",
        className,
      )}
    />
  );
}

/** Rows of a list on their way. */
export function SkeletonRows({ count = 6 }: { count?: number }) {
  return (
    <div className="border-t border-ink">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex items-center justify-between gap-8 border-b py-4">
          <Skeleton className="w-2/5" />
          <Skeleton className="w-20" />
        </div>
      ))}
    </div>
  );
}
