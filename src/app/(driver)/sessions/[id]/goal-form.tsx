"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { keepPreviousData, skipToken, useMutation, useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { FormProvider, useForm, useFormContext, useWatch } from "react-hook-form";
import { NeedFields } from "@/app/(driver)/need-fields";
import { Tick } from "@/app/(driver)/tick";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { profileTypes, type ProfileType } from "@/core/smart-charging/charging-preferences";
import { formatTime, formatTyped } from "@/i18n/formats";
import { inSentence } from "@/i18n/in-sentence";
import { useTRPC } from "@/trpc/client";
import { chargingGoalInput, type ChargingGoalInput } from "@/trpc/inputs/charging-goal";
import { GoalPlan } from "./goal-plan";
import { type Goal, problemKey } from "./goal-view";

const PAUSE_MS = 400;

/** Asks when a driver leaves, what he needs and what matters most; shows what that comes to before it is saved. */
export function GoalForm({
  sessionId,
  goal,
  operator,
  onSaved,
  onKeep,
}: {
  sessionId: string;
  goal: Goal;
  operator: string;
  onSaved: () => void;
  /** Null: there is nothing to leave as it is. */
  onKeep: (() => void) | null;
}) {
  const t = useTranslations("charging.goal");
  const [problem, setProblem] = useState<ReturnType<typeof problemKey> | null>(null);
  const { mutateAsync } = useMutation(useTRPC().driver.goals.set.mutationOptions());
  const form = useForm<ChargingGoalInput>({
    resolver: zodResolver(chargingGoalInput),
    defaultValues: useDefaults(sessionId, goal),
  });
  const submit = form.handleSubmit(async (input) => {
    setProblem(null);
    try {
      await mutateAsync(input);
      onSaved();
    } catch (error) {
      setProblem(problemKey(error));
    }
  });
  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-2 print:hidden"
      >
        <div className="flex flex-col gap-5">
          <Field name="leaveAt" label={t("leaveAt")} hint={t("leaveAtHint")}>
            <Input {...form.register("leaveAt")} type="time" />
          </Field>
          <NeedFields hasCar={goal.cars.length > 0} />
          <CarField goal={goal} />
          <StyleField goal={goal} operator={operator} />
          {problem ? <Notice tone="bad" title={t(problem)} /> : null}
          <div className="flex flex-wrap gap-3">
            <Button type="submit" isPending={form.formState.isSubmitting}>
              {t("save")}
            </Button>
            {onKeep ? (
              <Button variant="quiet" onClick={onKeep}>
                {t("keep")}
              </Button>
            ) : null}
          </div>
        </div>
        <GoalPreview goal={goal} operator={operator} />
      </form>
    </FormProvider>
  );
}

function useDefaults(sessionId: string, { said, timeZone, cars }: Goal): ChargingGoalInput {
  const locale = useLocale();
  // What is said back is what is still missing: some of it has flowed, so that km and per cent say it no more.
  const left = said?.missingKwh;
  const isLeft = left !== null && left !== undefined && Number(left) >= 0.1;
  return {
    id: sessionId,
    style: said?.style ?? "REGULAR",
    leaveAt: said?.departureAt ? formatTime(said.departureAt, locale, timeZone, "time") : "",
    vehicleId: said?.vehicleId ?? cars.find(({ isDefault }) => isDefault)?.id ?? "",
    dischargeAllowed: said?.dischargeAllowed ?? false,
    needKind: isLeft ? "energy" : "all",
    energyKwh: isLeft ? formatTyped(left, locale, 1) : "",
    rangeKm: "",
    fromPercent: "",
    toPercent: "80",
  };
}

function CarField({ goal: { cars } }: { goal: Goal }) {
  const t = useTranslations("charging.goal");
  const { control, setValue } = useFormContext<ChargingGoalInput>();
  const [vehicleId, isAllowed] = useWatch({ control, name: ["vehicleId", "dischargeAllowed"] });
  if (cars.length === 0) return null;
  const car = cars.find(({ id }) => id === vehicleId);
  return (
    <>
      <Select
        label={t("car")}
        items={cars.map(({ id, name }) => ({ value: id, label: name }))}
        value={vehicleId}
        onChange={(next) => setValue("vehicleId", next)}
      />
      {car?.canDischarge ? (
        <Tick
          label={t("discharge")}
          isTicked={isAllowed}
          onTick={(next) => setValue("dischargeAllowed", next)}
        />
      ) : null}
    </>
  );
}

function StyleField({ goal, operator }: { goal: Goal; operator: string }) {
  const t = useTranslations("charging.goal");
  const locale = useLocale();
  const { control, setValue } = useFormContext<ChargingGoalInput>();
  const [style, leaveAt] = useWatch({ control, name: ["style", "leaveAt"] });
  const waits = style === "CHEAP" || style === "GREEN";
  const { styles, hindrance } = goal;
  const isFew = hindrance.preferences === null && styles.length < profileTypes.length;
  return (
    <div className="flex flex-col gap-1.5">
      <Select<ProfileType>
        label={t("style")}
        items={profileTypes.map((value) => ({ value, label: t(`styles.${value}`) }))}
        value={style}
        onChange={(next) => setValue("style", next)}
      />
      <p className="text-sm text-ink-soft">{t(`styleText.${style}`)}</p>
      {waits && leaveAt === "" ? <p className="text-sm text-wait">{t("waitsFor")}</p> : null}
      {isFew ? (
        <p className="text-sm text-ink-soft">
          {t("fewStyles", {
            operator,
            styles: styles.map((one) => inSentence(t(`styles.${one}`), locale)).join(", "),
          })}
        </p>
      ) : null}
    </div>
  );
}

/** What the form as it stands comes to; the last sound one while it is being changed. */
function GoalPreview({ goal, operator }: { goal: Goal; operator: string }) {
  const t = useTranslations("charging.goal");
  const { control } = useFormContext<ChargingGoalInput>();
  // As text: the same values are the same question.
  const values = JSON.stringify(useWatch({ control }));
  const [asked, setAsked] = useState<ChargingGoalInput | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      const read = chargingGoalInput.safeParse(JSON.parse(values));
      if (read.success) setAsked(read.data);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [values]);
  const query = useQuery(
    useTRPC().driver.goals.preview.queryOptions(asked ?? skipToken, {
      placeholderData: keepPreviousData,
    }),
  );
  const plan = query.data?.plan;
  return (
    <section
      aria-labelledby="goal-preview"
      aria-busy={query.isFetching}
      className="flex flex-col gap-3"
    >
      <h3 id="goal-preview" className="font-semibold">
        {t("preview")}
      </h3>
      {query.data === undefined ? (
        <p className="text-ink-soft">{query.isError ? t("problem.other") : t("previewLoading")}</p>
      ) : plan ? (
        <GoalPlan way={query.data} plan={plan} operator={operator} timeZone={goal.timeZone} />
      ) : (
        <p className="text-ink-soft">{t("plan.unknown")}</p>
      )}
    </section>
  );
}
