"use client";

import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import type { RuleChoices } from "@/app/(driver)/account/account-view";
import { WeekdayChips } from "@/app/(driver)/charging/weekday-chips";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { RuleInput } from "@/trpc/inputs/account";

/** What is asked of a rule: when it holds, and what a charge is then. */
export function RuleFields({ choices }: { choices: RuleChoices }) {
  const t = useTranslations("account.rules");
  const { control, register, setValue, formState } = useFormContext<RuleInput>();
  const weekdays = useWatch({ control, name: "weekdays" });
  return (
    <>
      <Field
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        error={formState.errors.name && t("nameInvalid")}
      >
        <Input {...register("name")} autoComplete="off" maxLength={100} />
      </Field>
      <WeekdayChips
        bits={weekdays}
        legend={t("weekdays")}
        problem={formState.errors.weekdays ? t("weekdaysInvalid") : undefined}
        onChange={(bits) => setValue("weekdays", bits, { shouldValidate: formState.isSubmitted })}
      />
      <div className="flex flex-col gap-1.5">
        <div className="grid grid-cols-2 gap-4">
          <Field name="from" label={t("from")}>
            <Input {...register("from")} type="time" />
          </Field>
          <Field name="to" label={t("to")}>
            <Input {...register("to")} type="time" />
          </Field>
        </div>
        <p className="text-sm text-ink-soft">{t("clockHint")}</p>
      </div>
      <NamedFields choices={choices} />
      <PurposeFields choices={choices} />
    </>
  );
}

type NamedField = "place" | "vehicleId" | "tokenId" | "memberId";

function NamedFields({ choices }: { choices: RuleChoices }) {
  const t = useTranslations("account.rules");
  const { control, setValue } = useFormContext<RuleInput>();
  const [place, vehicleId, tokenId, memberId] = useWatch({
    control,
    name: ["place", "vehicleId", "tokenId", "memberId"],
  });
  const { places, vehicles, tokens, members } = choices;
  const fields: readonly {
    readonly name: NamedField;
    readonly value: string;
    readonly label: string;
    readonly any: string;
    readonly of: readonly { readonly id: string; readonly name: string }[];
    readonly hint?: string;
  }[] = [
    { name: "place", value: place, label: t("place"), any: t("anywhere"), of: places },
    { name: "memberId", value: memberId, label: t("member"), any: t("anyMember"), of: members },
    { name: "tokenId", value: tokenId, label: t("token"), any: t("anyToken"), of: tokens },
    {
      name: "vehicleId",
      value: vehicleId,
      label: t("vehicle"),
      any: t("anyVehicle"),
      of: vehicles,
      hint: t("vehicleHint"),
    },
  ];
  return fields
    .filter(({ of, value }) => of.length > 0 || value !== "")
    .map(({ name, value, label, any, of, hint }) => (
      <div key={name} className="flex flex-col gap-1.5">
        <Select<string>
          label={label}
          items={[
            { value: "", label: any },
            ...of.map((one) => ({ value: one.id, label: one.name })),
          ]}
          value={value}
          onChange={(next) => setValue(name, next)}
        />
        {hint ? <p className="text-sm text-ink-soft">{hint}</p> : null}
      </div>
    ));
}

function PurposeFields({ choices }: { choices: RuleChoices }) {
  const t = useTranslations("account.rules");
  const { control, setValue } = useFormContext<RuleInput>();
  const [purpose, costCentreId] = useWatch({ control, name: ["purpose", "costCentreId"] });
  const centres = choices.costCentres.filter(
    ({ id, isArchived }) => !isArchived || id === costCentreId,
  );
  return (
    <>
      <Select
        label={t("purpose")}
        items={(["business", "private"] as const).map((value) => ({ value, label: t(value) }))}
        value={purpose}
        onChange={(next) => setValue("purpose", next)}
      />
      {purpose === "business" && centres.length > 0 ? (
        <Select<string>
          label={t("costCentre")}
          items={[
            { value: "", label: t("ownCentre") },
            ...centres.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
          ]}
          value={costCentreId}
          onChange={(next) => setValue("costCentreId", next)}
        />
      ) : null}
    </>
  );
}
