"use client";

import { useTranslations } from "next-intl";
import { useId, type ReactNode } from "react";
import { get, type Path, type UseFormReturn } from "react-hook-form";
import { cn } from "@/components/cn";
import { Field, Input } from "@/components/ui/field";
import type { PlanForm, PlanProblemCode } from "@/trpc/inputs/plan";

/** The form that fields are part of. A new version has no use for the code. */
export interface OfPlan {
  readonly form: UseFormReturn<PlanForm>;
}

/** What is wrong at a field, in words. */
export function useProblem({ form }: OfPlan): (name: string) => string | undefined {
  const t = useTranslations("plans.problem");
  const { errors } = form.formState;
  return (name) => {
    const found = get(errors, name) as
      | { message?: string; root?: { message?: string } }
      | undefined;
    const code = found?.message ?? found?.root?.message;
    return code === undefined ? undefined : t(code as PlanProblemCode);
  };
}

/** A figure or a word of a plan, with its unit behind it. */
export function PlanField({
  form,
  name,
  label,
  hint,
  unit,
  isWord = false,
}: OfPlan & {
  name: Path<PlanForm>;
  label: string;
  hint?: string;
  unit?: string;
  isWord?: boolean;
}) {
  const problem = useProblem({ form });
  const control = (
    <Input
      {...form.register(name)}
      inputMode={isWord ? "text" : "decimal"}
      autoComplete="off"
      spellCheck={false}
      className={unit ? "pr-14" : ""}
    />
  );
  return (
    <Field name={name} label={label} hint={hint} error={problem(name)}>
      {unit ? (
        <span className="relative block">
          {control}
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-sm text-ink-soft"
          >
            {unit}
          </span>
        </span>
      ) : (
        control
      )}
    </Field>
  );
}

/** Fields that belong together: what they are about beside them, or above on a phone. */
export function PlanFields({
  title,
  lead,
  className,
  children,
}: {
  title: string;
  lead: string;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <fieldset
      aria-labelledby={id}
      className="grid min-w-0 gap-x-10 gap-y-5 border-t py-6 first:border-ink lg:grid-cols-[14rem_minmax(0,1fr)]"
    >
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <p className="mt-1 max-w-prose text-sm text-ink-soft">{lead}</p>
      </div>
      <div className={cn("flex max-w-3xl min-w-0 flex-col gap-5", className)}>{children}</div>
    </fieldset>
  );
}
