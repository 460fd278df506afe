import type { Tone } from "@/components/ui/badge";

/** How the states of an operator's invoice look. */
export const invoiceTones = {
  received: "bad",
  matched: "ok",
  disputed: "wait",
  approved: "info",
  paid: "ok",
} as const satisfies Record<string, Tone>;
