import type { ExampleUse } from "@/core/plans/example-month";

/** Uses that many have, to begin with. */
export const presetUse = {
  seldom: { kwhPerMonth: 60, fastPercent: 50 },
  commuter: { kwhPerMonth: 150, fastPercent: 20 },
  long: { kwhPerMonth: 350, fastPercent: 70 },
} as const satisfies Record<string, ExampleUse>;

export const presets = Object.keys(presetUse) as readonly (keyof typeof presetUse)[];
