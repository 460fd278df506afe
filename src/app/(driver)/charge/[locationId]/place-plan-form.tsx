"use client";

import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { NeedFields } from "@/app/(driver)/need-fields";
import { GoalPlan } from "@/app/(driver)/sessions/[id]/goal-plan";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type ProfileType, profileTypes } from "@/core/smart-charging/charging-preferences";
import { useTRPC } from "@/trpc/client";
import { placeGoalInput, type PlaceGoalInput } from "@/trpc/inputs/charging-goal";

const PAUSE_MS = 400;

/** A connector of the place in words. */
export interface PlanChoice {
  readonly evseUid: string;
  readonly connectorId: string;
  readonly label: string;
}

/** What is known of the place and of who asks. */
export interface PlacePlanAsked {
  readonly locationId: string;
  readonly operator: string;
  readonly timeZone: string;
  readonly choices: readonly PlanChoice[];
  readonly hasCar: boolean;
}

/** When one would leave, with what: and the plan that comes of it, anew with each change. */
export function PlacePlanForm({ locationId, operator, timeZone, choices, hasCar }: PlacePlanAsked) {
  const t = useTranslations("charging.place");
  const goal = useTranslations("charging.goal");
  const [picked, setPicked] = useState("0");
  const choice = choices[Number(picked)];
  const form = useForm<PlaceGoalInput>({
    defaultValues: {
      locationId,
      evseUid: "",
      connectorId: "",
      style: "CHEAP",
      leaveAt: "07:00",
      vehicleId: "",
      dischargeAllowed: false,
      needKind: "energy",
      energyKwh: "20",
      rangeKm: "",
      fromPercent: "",
      toPercent: "80",
    },
  });
  const style = useWatch({ control: form.control, name: "style" });
  if (!choice) return null;
  return (
    <FormProvider {...form}>
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-2">
        <div className="flex flex-col gap-5">
          <Select
            label={t("where")}
            items={choices.map(({ label }, index) => ({ value: String(index), label }))}
            value={picked}
            onChange={setPicked}
          />
          <Field name="leaveAt" label={goal("leaveAt")} hint={goal("leaveAtHint")}>
            <Input {...form.register("leaveAt")} type="time" />
          </Field>
          <NeedFields hasCar={hasCar} />
          <Select<ProfileType>
            label={goal("style")}
            items={profileTypes.map((value) => ({ value, label: goal(`styles.${value}`) }))}
            value={style}
            onChange={(next) => form.setValue("style", next)}
          />
        </div>
        <PlacePreview choice={choice} operator={operator} timeZone={timeZone} />
      </div>
    </FormProvider>
  );
}

function PlacePreview({
  choice,
  operator,
  timeZone,
}: {
  choice: PlanChoice;
  operator: string;
  timeZone: string;
}) {
  const t = useTranslations("charging.place");
  const goal = useTranslations("charging.goal");
  const { evseUid, connectorId } = choice;
  // As text: the same values are the same question.
  const values = JSON.stringify({ ...useWatch<PlaceGoalInput>(), evseUid, connectorId });
  const [asked, setAsked] = useState<PlaceGoalInput | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      const read = placeGoalInput.safeParse(JSON.parse(values));
      if (read.success) setAsked(read.data);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [values]);
  const query = useQuery(
    useTRPC().driver.goals.previewAt.queryOptions(asked ?? skipToken, {
      placeholderData: keepPreviousData,
    }),
  );
  if (query.data === undefined) {
    return (
      <p className="text-ink-soft">{goal(query.isError ? "problem.other" : "previewLoading")}</p>
    );
  }
  const { plan, chosen } = query.data;
  return (
    <div aria-busy={query.isFetching} className="flex flex-col gap-3">
      <p className="max-w-prose">{t(`way.${chosen.by ?? "none"}`, { operator })}</p>
      {plan ? (
        <GoalPlan way={query.data} plan={plan} operator={operator} timeZone={timeZone} />
      ) : (
        <p className="text-ink-soft">{goal("plan.unknown")}</p>
      )}
    </div>
  );
}
