import type { RouterOutputs } from "@/trpc/outputs";

type List = RouterOutputs["driver"]["routines"]["list"];

/** A routine as it comes to the browser. */
export type Routine = List["routines"][number];

/** What a routine can name. */
export interface RoutineChoices {
  readonly places: List["places"];
  readonly cars: RouterOutputs["driver"]["vehicles"]["list"];
}
