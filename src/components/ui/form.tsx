"use client";

import type { ReactNode } from "react";
import { cn } from "@/components/cn";

/** A form that checks itself: its fields below each other, and what is done when it is sent. */
export function Form({
  onSubmit,
  className,
  children,
}: {
  onSubmit: () => Promise<unknown> | void;
  className?: string;
  children: ReactNode;
}) {
  return (
    <form
      noValidate
      className={cn("flex flex-col gap-5", className)}
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
    >
      {children}
    </form>
  );
}
