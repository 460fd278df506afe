"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { newPlanForm, planForm, type PlanForm } from "@/trpc/inputs/plan";
import { AboutFields } from "./about-fields";
import { CostPlusFields } from "./cost-plus-fields";
import { CreateButton } from "./create-button";
import { EffectPanel } from "./effect-panel";
import { OwnTariffFields } from "./own-tariff-fields";
import { PublishButton, type NextVersion } from "./publish-button";
import { SubscriptionFields } from "./subscription-fields";
import { useEffectOf } from "./use-effect-of";

/** The figures of a new plan or version, their effect on last month's charges, and the deed. */
export function PlanEditor({
  start,
  groups,
  next,
}: {
  start: PlanForm;
  /** Plans whose drivers' charges the effect can be seen on. */
  groups: readonly { readonly id: string; readonly name: string }[];
  /** The version that it becomes; null for a new plan. */
  next: NextVersion | null;
}) {
  const t = useTranslations("plans");
  const isNew = next === null;
  const form = useForm<PlanForm>({
    resolver: zodResolver(isNew ? newPlanForm : planForm),
    defaultValues: start,
  });
  const values = useWatch({ control: form.control }) as PlanForm;
  const [group, setGroup] = useState(groups[0]?.id ?? "");
  const effect = useEffectOf();
  const { kind, mode, basis, prices, own, terms } = values;
  const figures = JSON.stringify([kind, mode, basis, prices, own, terms, group]);
  const isShown = effect.of === figures && effect.state === "done";
  const { errors, isSubmitted } = form.formState;
  const show = form.handleSubmit((valid) => effect.run(valid, group, figures));
  return (
    <form noValidate onSubmit={(event) => void show(event)} className="flex flex-col">
      <AboutFields form={form} isNew={isNew} />
      {values.mode === "cost_plus" ? (
        <CostPlusFields form={form} />
      ) : (
        <OwnTariffFields form={form} />
      )}
      {values.kind === "subscription" ? <SubscriptionFields form={form} /> : null}
      <Section title={t("effect.title")} className="border-t border-ink pt-6">
        <p className="max-w-prose text-ink-soft">{t("effect.lead")}</p>
        <div className="flex flex-wrap items-end gap-4">
          {groups.length > 1 ? (
            <Select
              label={t("effect.of")}
              items={groups.map(({ id, name }) => ({ value: id, label: name }))}
              value={group}
              onChange={setGroup}
              className="w-72 max-w-full"
            />
          ) : null}
          {groups.length > 0 ? (
            <Button
              type="submit"
              variant={isShown ? "secondary" : "primary"}
              isPending={effect.state === "running"}
            >
              {t("effect.show")}
            </Button>
          ) : null}
        </div>
        {isSubmitted && Object.keys(errors).length > 0 ? (
          <p role="alert" className="text-sm font-medium text-bad">
            {t("form.check")}
          </p>
        ) : null}
        <EffectPanel effect={effect} isStale={effect.of !== figures} />
      </Section>
      <div className="mt-8 flex flex-wrap gap-3 border-t pt-5">
        {isNew ? (
          <CreateButton form={form} />
        ) : (
          <PublishButton form={form} next={next} isReady={isShown} />
        )}
      </div>
    </form>
  );
}
