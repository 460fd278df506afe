"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import { cva, type VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/cn";

const look = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-xs border font-medium whitespace-nowrap transition-colors select-none disabled:opacity-55 data-disabled:cursor-not-allowed data-disabled:opacity-55",
  {
    variants: {
      variant: {
        primary:
          "border-transparent bg-brand text-on-brand hover:bg-brand-hover data-disabled:hover:bg-brand",
        secondary: "border-rule-strong bg-sheet text-ink hover:bg-sunken",
        quiet: "border-transparent text-ink-soft hover:bg-sunken hover:text-ink",
        danger: "border-transparent bg-bad-solid text-on-bad hover:opacity-90",
      },
      size: { sm: "h-8 px-2.5 text-sm", md: "h-10 px-4 text-base", icon: "size-10 text-base" },
    },
    defaultVariants: { variant: "primary", size: "md" },
  },
);

type Look = VariantProps<typeof look>;

/** A button. `isPending` keeps it focusable, says so to screen readers and takes no second press. */
export function Button({
  variant,
  size,
  isPending = false,
  className,
  children,
  ...props
}: Omit<ComponentProps<typeof BaseButton>, "className"> &
  Look & { isPending?: boolean; className?: string; children: ReactNode }) {
  return (
    <BaseButton
      type="button"
      {...props}
      disabled={props.disabled ?? isPending}
      focusableWhenDisabled={isPending}
      aria-busy={isPending || undefined}
      className={cn(look({ variant, size }), className)}
    >
      {children}
    </BaseButton>
  );
}

/** A link that looks like a button. */
export function LinkButton({
  variant,
  size,
  className,
  ...props
}: ComponentProps<typeof Link> & Look) {
  return <Link {...props} className={cn(look({ variant, size }), className)} />;
}
