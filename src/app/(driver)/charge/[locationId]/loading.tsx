import { useTranslations } from "next-intl";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** A place on its way: its name, the charge in mind, the slip with the price, the charging points. */
export default function PlaceLoading() {
  const t = useTranslations("shell.action");
  return (
    <div aria-busy className="flex flex-col gap-10">
      <span className="sr-only">{t("loading")}</span>
      <div className="flex flex-col gap-3">
        <Skeleton className="w-32" />
        <Skeleton className="h-8 w-72 max-w-full" />
        <Skeleton className="w-56" />
      </div>
      <div className="border-y border-ink py-4">
        <Skeleton className="h-5 w-72 max-w-full" />
      </div>
      <div className="slip flex w-full max-w-lg flex-col gap-4 px-5 pt-6 pb-9">
        <Skeleton className="w-40" />
        <Skeleton className="h-10 w-48" />
        <Skeleton className="w-full" />
        <Skeleton className="w-full" />
        <Skeleton className="w-full" />
      </div>
      <SkeletonRows count={4} />
    </div>
  );
}
