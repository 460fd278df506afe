"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { mergeEffects, NO_EFFECT, type PlanEffect } from "@/core/plans/plan-effect";
import { useTRPC } from "@/trpc/client";
import type { RouterOutputs } from "@/trpc/outputs";
import type { PlanForm } from "@/trpc/inputs/plan";

/** The effect of figures on last month's charges, as far as it is known. */
export interface EffectRun {
  readonly state: "none" | "running" | "done" | "stopped" | "failed";
  /** The figures that it is of. */
  readonly of: string;
  readonly effect: PlanEffect;
  readonly done: number;
  readonly total: number;
  readonly run: (form: PlanForm, planId: string, of: string) => Promise<void>;
  readonly stop: () => void;
}

type Part = RouterOutputs["finance"]["plans"]["previewEffect"];
type Progress = Omit<EffectRun, "run" | "stop">;

const NOTHING: Progress = { state: "none", of: "", effect: NO_EFFECT, done: 0, total: 0 };

/** Asks for the effect part by part, so that many charges show how far they have come and can be stopped. */
export function useEffectOf(): EffectRun {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [progress, setProgress] = useState(NOTHING);
  // The run that counts: another one, or a stop, ends those before.
  const current = useRef(0);
  const run = async (form: PlanForm, planId: string, of: string) => {
    const mine = (current.current += 1);
    let known: Progress = { ...NOTHING, state: "running", of };
    const tell = (next: Progress) => {
      known = next;
      if (current.current === mine) setProgress(next);
    };
    tell(known);
    try {
      let after: string | null = null;
      do {
        const part: Part = await client.query(
          trpc.finance.plans.previewEffect.queryOptions(
            { form, planId, after },
            { staleTime: 0, gcTime: 0 },
          ),
        );
        after = part.next;
        tell({
          ...known,
          effect: mergeEffects(known.effect, part.effect),
          done: known.done + part.charges,
          total: part.total ?? known.total,
        });
      } while (after !== null && current.current === mine);
      tell({ ...known, state: "done" });
    } catch {
      tell({ ...known, state: "failed" });
    }
  };
  const stop = () => {
    current.current += 1;
    setProgress((before) => ({ ...before, state: "stopped" }));
  };
  return { ...progress, run, stop };
}
