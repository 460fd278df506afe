import type { RouterOutputs } from "@/trpc/outputs";

/** An order of a card as operations see it. */
export type Order = RouterOutputs["operations"]["cards"]["overview"]["waiting"][number];

/** An order's address in one line. */
export function addressLine({ address }: Pick<Order, "address">): string {
  const { line1, line2, postalCode, city, country } = address;
  return [line1, line2, `${postalCode} ${city}`, country].filter(Boolean).join(", ");
}
