import type { ReactNode } from "react";
import type { RouterOutputs } from "@/trpc/outputs";

/** What the plans come to for a use. */
export type Sums = RouterOutputs["welcome"]["sums"];

/** A plan to choose. Its words are the server's. */
export interface PlanChoice {
  readonly planId: string;
  readonly planVersionId: string;
  readonly name: string;
  readonly kind: "prepaid" | "postpaid" | "subscription";
  readonly trialDays: number;
  readonly words: ReactNode;
}
