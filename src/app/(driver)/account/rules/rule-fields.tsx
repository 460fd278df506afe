"use client";

import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import type { RuleChoices } from "@/app/(driver)/account/account-view";
import { WeekdayChips } from "@/app/(driver)/charging/weekday-chips";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { RuleInput } from "@/trpc/inputs/account";
import { NamedList, type Nameable } from "./named-list";

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

type ListField = "places" | "vehicleIds" | "tokenIds" | "memberIds";

function NamedFields({ choices }: { choices: RuleChoices }) {
  const t = useTranslations("account.rules");
  const { control, setValue } = useFormContext<RuleInput>();
  const [placesValue, vehiclesValue, tokensValue, membersValue] = useWatch({
    control,
    name: ["places", "vehicleIds", "tokenIds", "memberIds"],
  });
  const { places, vehicles, tokens, members } = choices;
  const fields: readonly {
    readonly name: ListField;
    readonly value: readonly string[];
    readonly label: string;
    readonly any: string;
    readonly of: readonly Nameable[];
    readonly hint?: string;
  }[] = [
    { name: "places", value: placesValue, label: t("place"), any: t("anywhere"), of: places },
    {
      name: "memberIds",
      value: membersValue,
      label: t("member"),
      any: t("anyMember"),
      of: members,
    },
    { name: "tokenIds", value: tokensValue, label: t("token"), any: t("anyToken"), of: tokens },
    {
      name: "vehicleIds",
      value: vehiclesValue,
      label: t("vehicle"),
      any: t("anyVehicle"),
      of: vehicles,
      hint: t("vehicleHint"),
    },
  ];
  return (
    <div className="flex flex-col gap-2 border-t pt-2">
      {fields
        .filter(({ of, value }) => of.length > 0 || value.length > 0)
        .map(({ name, ...list }) => (
          <NamedList key={name} {...list} onChange={(next) => setValue(name, next)} />
        ))}
    </div>
  );
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
