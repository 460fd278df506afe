import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { RouterOutputs } from "@/trpc/outputs";

type Check = RouterOutputs["finance"]["accounting"]["closePage"]["checklist"][number];

const PLACES: Readonly<Record<Check["check"], string>> = {
  books: "/finance/ledger/trial-balance",
  cdrs: "/finance/cdrs?state=held",
  charges: "/finance/drivers",
  drafts: "/finance/drivers",
  cases: "/finance/cases",
  bank_lines: "/finance/bank",
  payouts: "/finance/payouts",
  unexported: "/finance/exports",
};

/** What was looked at, how much of it is open, and the way there. */
export function Checklist({ checklist }: { checklist: readonly Check[] }) {
  const t = useTranslations("accounting.close");
  return (
    <ul className="border-t border-ink">
      {checklist.map(({ check, open, forbids }) => (
        <li
          key={check}
          className="group relative flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b py-3 hover:bg-sunken"
        >
          <Link
            href={PLACES[check]}
            className="font-medium after:absolute after:inset-0 group-hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-brand"
          >
            {t(`checks.${check}`)}
          </Link>
          <Badge tone={forbids ? "bad" : open > 0 ? "wait" : "ok"}>
            {forbids
              ? t("forbids", { count: open })
              : open > 0
                ? t("open", { count: open })
                : t("ok")}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
