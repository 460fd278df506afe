"use client";

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
      // A finger wants 44 px.
      size: {
        sm: "h-8 px-2.5 text-sm pointer-coarse:h-11 pointer-coarse:px-3",
        md: "h-10 px-4 text-base pointer-coarse:h-11",
        icon: "size-10 text-base pointer-coarse:size-11",
      },
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
  onClick,
  ...props
}: ComponentProps<"button"> & Look & { isPending?: boolean; children: ReactNode }) {
  const isDead = isPending || props.disabled === true;
  return (
    <button
      type="button"
      {...props}
      aria-busy={isPending || props["aria-busy"]}
      aria-disabled={isPending || props["aria-disabled"]}
      data-disabled={isDead ? "" : undefined}
      // A form is not sent by it either.
      onClick={isPending ? (event) => event.preventDefault() : onClick}
      className={cn(look({ variant, size }), className)}
    />
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
