import { List, Map as MapIcon } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/components/cn";
import { chargeHref } from "./charge-address";

const VIEWS = [
  { view: "list", Icon: List },
  { view: "map", Icon: MapIcon },
] as const;

/** Places as a list alone, or with a map beside it. */
export function ViewSwitch({
  view: shown,
  values,
}: {
  view: "list" | "map";
  values: Parameters<typeof chargeHref>[1];
}) {
  const t = useTranslations("find.view");
  return (
    <nav aria-label={t("label")} className="flex print:hidden">
      {VIEWS.map(({ view, Icon }) => (
        <Link
          key={view}
          href={chargeHref("/charge", { ...values, view })}
          aria-current={view === shown ? "page" : undefined}
          scroll={false}
          className={cn(
            "inline-flex h-9 pointer-coarse:h-11 items-center gap-2 border px-3 text-sm font-medium first:rounded-l-xs last:-ml-px last:rounded-r-xs",
            view === shown
              ? "z-10 border-brand bg-sunken"
              : "border-rule-strong bg-sheet hover:bg-sunken",
          )}
        >
          <Icon aria-hidden className="size-4" />
          {t(view)}
        </Link>
      ))}
    </nav>
  );
}
