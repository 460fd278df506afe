"use client";

import { Field as BaseField } from "@base-ui/react/field";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/cn";

/** The look of every text control. 16 px on touch screens, so that phones do not zoom. */
export const controlLook =
  "h-10 w-full min-w-0 rounded-xs border border-rule-strong bg-sheet px-3 text-base text-ink placeholder:text-ink-faint focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-brand data-invalid:border-bad data-disabled:opacity-55 pointer-coarse:h-11 pointer-coarse:text-[1rem]";

/** A labelled control with its hint and its error. Give it one `<Input>` or another control of ui/. */
export function Field({
  name,
  label,
  hint,
  error,
  className,
  children,
}: {
  name: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  children: ReactNode;
}) {
  return (
    <BaseField.Root
      name={name}
      invalid={error !== undefined}
      className={cn("flex flex-col gap-1.5", className)}
    >
      <BaseField.Label className="text-sm font-medium">{label}</BaseField.Label>
      {children}
      {hint ? (
        <BaseField.Description className="text-sm text-ink-soft">{hint}</BaseField.Description>
      ) : null}
      <BaseField.Error match={error !== undefined} className="text-sm font-medium text-bad">
        {error}
      </BaseField.Error>
    </BaseField.Root>
  );
}

/** A text control inside a `<Field>`. `isFigure` sets identifiers and numbers in fixed width. */
export function Input({
  className,
  isFigure = false,
  ...props
}: Omit<ComponentProps<typeof BaseField.Control>, "className"> & {
  className?: string;
  isFigure?: boolean;
}) {
  return (
    <BaseField.Control {...props} className={cn(controlLook, isFigure && "font-mono", className)} />
  );
}
