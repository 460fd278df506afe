"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { lookAtOwnAccount } from "@/app/preferences";
import { StepButtons } from "@/app/welcome/step-buttons";
import { toast } from "@/components/ui/toast";
import type { ExampleUse } from "@/core/plans/example-month";
import { useTRPC } from "@/trpc/client";
import { refusalReasonOf } from "@/trpc/refusal-of";
import { EstimateBasis } from "./estimate-basis";
import { OrderSummary } from "./order-summary";
import { PlanCards } from "./plan-cards";
import type { PlanChoice, Sums } from "./plan-choice";
import { useSettled } from "./use-settled";
import { UseSliders } from "./use-sliders";

interface ChooserProps {
  readonly choices: readonly PlanChoice[];
  readonly first: Sums;
  readonly use: ExampleUse;
  readonly currency: string;
  readonly chosen: string | null;
  readonly termsVersion: number | null;
  readonly isConsumer: boolean;
}

/** Compares the plans for one's own use, and orders one: that makes the newcomer a driver. */
export function PlanChooser(props: ChooserProps) {
  const { choices, first, currency } = props;
  const t = useTranslations("welcome.plan");
  const [use, setUse] = useState(props.use);
  const [planId, setPlanId] = useState(props.chosen);
  const [isAsked, setAsked] = useState(false);
  const { order, isPending } = useOrder();
  const { sums, basis, isWorking } = useSums(props.use, useSettled(use), first);
  const choice = choices.find((one) => one.planId === planId) ?? null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (choice) order(choice, use);
      }}
      className="flex flex-col gap-10"
    >
      <UseSliders use={use} onChange={setUse} />
      <PlanCards
        choices={choices}
        sums={sums}
        currency={currency}
        planId={planId}
        isWorking={isWorking}
        onChoose={setPlanId}
      />
      <EstimateBasis basis={basis} />
      {choice ? (
        <OrderSummary
          choice={choice}
          termsVersion={props.termsVersion}
          isConsumer={props.isConsumer}
        />
      ) : null}
      <div className="flex flex-col gap-3">
        {isAsked && !choice ? (
          <p role="alert" className="text-sm font-medium text-bad">
            {t("choose")}
          </p>
        ) : null}
        <StepButtons
          back="/welcome/terms"
          isPending={isPending}
          next={choice?.kind === "subscription" ? t("order") : t("open")}
        />
      </div>
    </form>
  );
}

function useSums(shown: ExampleUse, use: ExampleUse, first: Sums) {
  const trpc = useTRPC();
  const isFirst = use.kwhPerMonth === shown.kwhPerMonth && use.fastPercent === shown.fastPercent;
  const { data = first, isFetching } = useQuery({
    ...trpc.welcome.sums.queryOptions(use),
    ...(isFirst && { initialData: first }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return { ...data, isWorking: isFetching };
}

function useOrder() {
  const t = useTranslations("welcome");
  const locale = useLocale();
  const router = useRouter();
  const trpc = useTRPC();
  const { mutate, isPending, isSuccess } = useMutation(
    trpc.welcome.finish.mutationOptions({
      onSuccess: async () => {
        await lookAtOwnAccount();
        router.push("/welcome/pay");
      },
      onError: (error) => {
        const reason = refusalReasonOf(error);
        const isOther = reason === "stale" || reason === "not-offered";
        if (reason === "wallet-negative") toast.error(t("plan.owes"));
        else toast.error(isOther ? t("plan.stale") : t("failed"));
        // Who may not go on is shown why, and what he can do.
        router.refresh();
      },
    }),
  );
  return {
    isPending: isPending || isSuccess,
    order: ({ planId, planVersionId }: PlanChoice, use: ExampleUse) =>
      mutate({ planId, planVersionId, use, locale }),
  };
}
