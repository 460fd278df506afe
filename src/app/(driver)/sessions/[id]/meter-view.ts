import type { RouterOutputs } from "@/trpc/outputs";

/** A charge's signed meter data as its page has them. */
export type MeterView = NonNullable<RouterOutputs["driver"]["receipts"]["meterData"]>;

/** What a check came to. */
export type Check = NonNullable<MeterView["last"]>["check"];
