import { Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { leave } from "@/app/preferences";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";

const STEPS = ["you", "invoice", "terms", "plan", "pay"] as const;
type Step = (typeof STEPS)[number];

/** A step's page: how far it is, what is asked, and why. Steps before it can be looked at again until the plan is ordered. */
export function WelcomeStep({
  step,
  title,
  lead,
  children,
}: {
  step: Step;
  title: string;
  lead: string;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-8">
      <Progress step={step} />
      <div className="flex flex-col gap-2">
        <h1 className="text-2xl font-semibold md:text-3xl">{title}</h1>
        <p className="max-w-prose text-ink-soft md:text-lg">{lead}</p>
      </div>
      {children}
      <LeaveForNow />
    </div>
  );
}

/** Everything can be left: what was answered stays. */
function LeaveForNow() {
  const t = useTranslations("welcome.steps");
  return (
    <div className="mt-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t pt-4 text-sm text-ink-soft">
      <span>{t("saved")}</span>
      <form action={leave}>
        <Button
          type="submit"
          variant="quiet"
          size="sm"
          className="max-sm:-ml-2.5 sm:-mr-2.5 max-sm:pointer-coarse:-ml-3 sm:pointer-coarse:-mr-3"
        >
          {t("leave")}
        </Button>
      </form>
    </div>
  );
}

function Progress({ step }: { step: Step }) {
  const t = useTranslations("welcome.steps");
  const here = STEPS.indexOf(step);
  return (
    <nav aria-label={t("label")}>
      <p className="pb-2 text-sm text-ink-soft sm:sr-only">
        {t("of", { step: here + 1, count: STEPS.length })}
      </p>
      <ol className="grid grid-cols-5 gap-1.5">
        {STEPS.map((one, index) => (
          <li key={one} aria-current={one === step ? "step" : undefined}>
            <Bar isReached={index <= here} />
            <span className="text-sm max-sm:sr-only">
              {index < here && step !== "pay" ? (
                <Link
                  href={`/welcome/${one}`}
                  className="inline-flex items-center gap-1 py-1 underline"
                >
                  <Check aria-hidden className="size-4" />
                  {t(one)}
                  <span className="sr-only">, {t("isDone")}</span>
                </Link>
              ) : (
                <span
                  className={cn(
                    "inline-block py-1",
                    index === here ? "font-medium" : "text-ink-soft",
                  )}
                >
                  {t(one)}
                  {index < here ? <span className="sr-only">, {t("isDone")}</span> : null}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Bar({ isReached }: { isReached: boolean }) {
  return (
    <span
      aria-hidden
      className={cn("mb-1 block border-t-4", isReached ? "border-brand" : "border-rule")}
    />
  );
}
