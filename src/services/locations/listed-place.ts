import type { Id } from "@/core/ids";
import type { PlacePrice, PriceProblem } from "./place-price";
import type { PlaceState } from "./place-row";

/** A place to charge at, as lists and maps show it. */
export interface Place extends PlaceState {
  readonly id: Id<"location">;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly operator: string;
  /** In degrees, as received. */
  readonly latitude: string;
  readonly longitude: string;
  /** Metres from where the driver is; null where that or the place's position is not known. */
  readonly distanceM: number | null;
  /** What the charge in mind costs there, or why that is not known. */
  readonly price: PlacePrice | null;
  readonly problem: PriceProblem | null;
}
