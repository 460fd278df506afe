import type { RouterOutputs } from "@/trpc/outputs";

/** What the laboratory answers to a drawn charge. */
export type Answer = Extract<RouterOutputs["tariffLab"]["try"], { kind: "tried" }>;
/** One of the tariffs that were tried. */
export type Side = Answer["sides"][number];
export type TariffSide = Extract<Side, { kind: "tariff" }>;
export type Priced = Extract<TariffSide["trial"], { kind: "priced" }>;
