"use client";

import { useLocale, useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { Field, Input } from "@/components/ui/field";
import { RadioList } from "@/components/ui/radio-list";
import { Select } from "@/components/ui/select";
import { formatCountry } from "@/i18n/formats";
import type { BillToForm } from "@/trpc/inputs/welcome";

/** Where bills go and to whom. The form around it holds a `BillToForm`. */
export function BillToFields({ countries }: { countries: readonly string[] }) {
  const t = useTranslations("welcome.invoice");
  const { control, setValue } = useFormContext<BillToForm>();
  const kind = useWatch({ control, name: "kind" });
  return (
    <>
      <RadioList
        legend={t("kind")}
        items={(["consumer", "business"] as const).map((value) => ({
          value,
          label: t(value),
          hint: t(`${value}Hint`),
        }))}
        value={kind}
        onChange={(next) => setValue("kind", next)}
      />
      {kind === "business" ? <CompanyFields /> : null}
      <AddressFields countries={countries} />
    </>
  );
}

function CompanyFields() {
  const t = useTranslations("welcome.invoice");
  const { register, formState } = useFormContext<BillToForm>();
  const { companyName, vatNumber } = formState.errors;
  return (
    <>
      <Field
        name="companyName"
        label={t("companyName")}
        error={companyName && t("error.companyName")}
      >
        <Input {...register("companyName")} autoComplete="organization" maxLength={100} />
      </Field>
      <Field
        name="vatNumber"
        label={t("vatNumber")}
        hint={t("vatHint")}
        error={vatNumber && t("error.vatNumber")}
      >
        <Input {...register("vatNumber")} autoComplete="off" maxLength={40} isFigure />
      </Field>
    </>
  );
}

function AddressFields({ countries }: { countries: readonly string[] }) {
  const t = useTranslations("welcome.invoice");
  const locale = useLocale();
  const { control, register, setValue, formState } = useFormContext<BillToForm>();
  const country = useWatch({ control, name: "address.country" });
  const wrong = formState.errors.address ?? {};
  const items = countries
    .map((value) => ({ value, label: formatCountry(value, locale) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
  return (
    <>
      <Field name="address.line1" label={t("line1")} error={wrong.line1 && t("error.line1")}>
        <Input {...register("address.line1")} autoComplete="address-line1" maxLength={100} />
      </Field>
      <Field
        name="address.line2"
        label={t("line2")}
        hint={t("line2Hint")}
        error={wrong.line2 && t("error.line2")}
      >
        <Input {...register("address.line2")} autoComplete="address-line2" maxLength={100} />
      </Field>
      <div className="grid grid-cols-[7.5rem_minmax(0,1fr)] items-start gap-x-3 gap-y-5 sm:grid-cols-[10rem_1fr] sm:gap-x-5">
        <Field
          name="address.postalCode"
          label={t("postalCode")}
          error={wrong.postalCode && t("error.postalCode")}
        >
          <Input {...register("address.postalCode")} autoComplete="postal-code" maxLength={16} />
        </Field>
        <Field name="address.city" label={t("city")} error={wrong.city && t("error.city")}>
          <Input {...register("address.city")} autoComplete="address-level2" maxLength={100} />
        </Field>
      </div>
      <div className="flex flex-col gap-1.5">
        <Select
          label={t("country")}
          items={items}
          value={country}
          onChange={(next) => setValue("address.country", next)}
        />
        {wrong.country ? (
          <p role="alert" className="text-sm font-medium text-bad">
            {t("error.country")}
          </p>
        ) : null}
      </div>
    </>
  );
}
