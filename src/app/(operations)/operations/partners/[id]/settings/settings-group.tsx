"use client";

import { Field as BaseField } from "@base-ui/react/field";
import { useId, type ReactNode } from "react";
import { Controller, type UseFormReturn } from "react-hook-form";
import { cn } from "@/components/cn";
import { Select } from "@/components/ui/select";
import type { PartnerSettingsForm } from "@/trpc/inputs/partner";
import { Check } from "./check";

/** The form that a group of settings is part of. */
export interface OfForm {
  readonly form: UseFormReturn<PartnerSettingsForm>;
}

/** Settings that belong together: what they are about beside them, or above on a phone. */
export function SettingsGroup({
  title,
  lead,
  children,
}: {
  title: string;
  lead: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <fieldset
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-5 border-t py-6 first:border-ink lg:grid-cols-[14rem_minmax(0,1fr)]"
    >
      <div>
        <h3 id={id} className="font-semibold">
          {title}
        </h3>
        <p className="mt-1 max-w-prose text-sm text-ink-soft">{lead}</p>
      </div>
      <div className="flex max-w-xl min-w-0 flex-col gap-5">{children}</div>
    </fieldset>
  );
}

type Choices = "authEncoding" | "strictness" | "energyUnit" | "fractionSeconds" | "hubDialect";

/** A choice among few, with what it means. */
export function ChoiceSetting<N extends Choices>({
  form,
  name,
  label,
  hint,
  items,
}: OfForm & {
  name: N;
  label: string;
  hint: string;
  items: readonly { readonly value: PartnerSettingsForm[N]; readonly label: string }[];
}) {
  return (
    <BaseField.Root className="flex flex-col gap-1.5">
      <Controller
        control={form.control}
        name={name}
        render={({ field }) => (
          <Select label={label} items={items} value={field.value} onChange={field.onChange} />
        )}
      />
      <BaseField.Description className="text-sm text-ink-soft">{hint}</BaseField.Description>
    </BaseField.Root>
  );
}

/** Yes or no, with what it means. */
export function CheckSetting({
  form,
  name,
  label,
  hint,
}: OfForm & {
  name: "trailingSlash" | "maySpeakForOthers" | "isEmspOnly" | "authorizeNeedsLocation";
  label: string;
  hint: string;
}) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <Check label={label} hint={hint} isChecked={field.value} onChange={field.onChange} />
      )}
    />
  );
}

/** Any of several. */
export function SeveralSetting({
  form,
  name,
  label,
  hint,
  error,
  items,
}: OfForm & {
  name: "versions" | "shownModules";
  label: string;
  hint: string;
  error?: string | undefined;
  items: readonly string[];
}) {
  const id = useId();
  return (
    <fieldset aria-describedby={id} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <Controller
        control={form.control}
        name={name}
        render={({ field }) => (
          <div
            className={cn(
              "grid grid-cols-1 gap-x-6 gap-y-2",
              items.length > 3 ? "sm:grid-cols-2" : "sm:grid-cols-3",
            )}
          >
            {items.map((item) => (
              <Check
                key={item}
                label={item}
                isChecked={field.value.some((one) => one === item)}
                onChange={(isChecked) =>
                  field.onChange(
                    items.filter((one) =>
                      one === item ? isChecked : field.value.some((held) => held === one),
                    ),
                  )
                }
              />
            ))}
          </div>
        )}
      />
      <p id={id} className="text-sm text-ink-soft">
        {hint}
      </p>
      {error ? (
        <p role="alert" className="text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
