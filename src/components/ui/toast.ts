"use client";

import type { toast as sonner } from "sonner";

type Deed = "success" | "error" | "warning" | "message";
type Message = Parameters<typeof sonner.success>;

// Short answers are rare beside page views: their program and their place are fetched with the first of them.
const { promise: isShown, resolve: markShown } = Promise.withResolvers<void>();
const watchers = new Set<() => void>();
let isWanted = false;

/** For `<Toaster>`: whether there is something to show, told of as React's external stores are. */
export const toasterStore = {
  subscribe(watch: () => void): () => void {
    watchers.add(watch);
    return () => watchers.delete(watch);
  },
  isWanted: () => isWanted,
  /** The place for the answers stands. */
  markShown,
};

function say(deed: Deed): (...message: Message) => void {
  return (...message) => {
    isWanted = true;
    for (const watch of watchers) watch();
    void Promise.all([import("sonner"), isShown]).then(([{ toast: now }]) => now[deed](...message));
  };
}

/** A short answer to a deed, shown by `<Toaster>`. */
export const toast = {
  success: say("success"),
  error: say("error"),
  warning: say("warning"),
  message: say("message"),
} as const;
