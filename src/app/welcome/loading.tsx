import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  const t = useTranslations("shell.action");
  return (
    <div aria-busy className="flex flex-col gap-8">
      <span className="sr-only">{t("loading")}</span>
      <div className="grid grid-cols-5 gap-1.5">
        {[0, 1, 2, 3, 4].map((bar) => (
          <Skeleton key={bar} className="h-1" />
        ))}
      </div>
      <div className="flex flex-col gap-3">
        <Skeleton className="h-9 w-72 max-w-full" />
        <Skeleton className="w-96 max-w-full" />
      </div>
      <Skeleton className="h-10 max-w-md" />
      <Skeleton className="h-10 w-28" />
    </div>
  );
}
