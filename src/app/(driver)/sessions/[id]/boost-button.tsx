"use client";

import { useMutation } from "@tanstack/react-query";
import { Zap } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { type Goal, problemKey } from "./goal-view";

/** Full power now, or back to the plan, with what that makes of the price said beside it. */
export function BoostButton({
  sessionId,
  goal,
  onDone,
}: {
  sessionId: string;
  goal: Goal;
  onDone: () => void;
}) {
  const t = useTranslations("charging.goal");
  const { mutateAsync, isPending } = useMutation(useTRPC().driver.goals.boost.mutationOptions());
  const isBoosted = goal.said?.isBoosted ?? false;
  const isHeldBack = goal.plan?.isShifted ?? false;
  // Nothing to speed up: it charges as fast as it can already, or nobody can be told.
  if (!isBoosted && (!isHeldBack || goal.chosen.by === null)) return null;
  const press = async () => {
    try {
      await mutateAsync({ id: sessionId, isOn: !isBoosted });
      onDone();
    } catch (error) {
      toast.error(t(problemKey(error)));
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <Button variant="secondary" isPending={isPending} onClick={() => void press()}>
        <Zap aria-hidden className="size-4" />
        {t(isBoosted ? "boost.off" : "boost.on")}
      </Button>
      <Difference goal={goal} isBoosted={isBoosted} />
    </div>
  );
}

function Difference({ goal: { boost }, isBoosted }: { goal: Goal; isBoosted: boolean }) {
  const t = useTranslations("charging.goal.boost");
  const locale = useLocale();
  const look = "text-sm text-ink-soft";
  if (!boost) return <p className={look}>{t("unknown")}</p>;
  const more = boost.turned.amountMinor - boost.now.amountMinor;
  if (more === 0n) return <p className={look}>{t("same")}</p>;
  const amount = formatMoney(money(more < 0n ? -more : more, boost.now.currency), locale);
  const key = isBoosted ? (more > 0n ? "backMore" : "backLess") : more > 0n ? "more" : "less";
  return <p className={look}>{t(key, { amount })}</p>;
}
