import { useTranslations } from "next-intl";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The list of places on its way: the charge in mind, the search, the rows. */
export default function ChargeLoading() {
  const t = useTranslations("shell.action");
  return (
    <div aria-busy className="flex flex-col gap-10">
      <span className="sr-only">{t("loading")}</span>
      <div className="flex flex-col gap-3">
        <Skeleton className="h-8 w-40" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      <div className="border-y border-ink py-4">
        <Skeleton className="h-5 w-72 max-w-full" />
      </div>
      <div className="flex flex-col gap-4">
        <Skeleton className="h-10 w-full" />
        <Skeleton className="h-9 w-3/5" />
      </div>
      <SkeletonRows count={8} />
    </div>
  );
}
