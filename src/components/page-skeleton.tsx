import { useTranslations } from "next-intl";
import { Skeleton, SkeletonRows } from "./ui/skeleton";

/** A page on its way: its head, and the rows of what it lists. */
export function PageSkeleton({ rows = 6 }: { rows?: number }) {
  const t = useTranslations("shell.action");
  return (
    <div aria-busy className="flex flex-col gap-10">
      <span className="sr-only">{t("loading")}</span>
      <div className="flex flex-col gap-3">
        <Skeleton className="h-8 w-56" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      <SkeletonRows count={rows} />
    </div>
  );
}
