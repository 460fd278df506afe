/** What energy costs and emits in each slot: 10⁻⁶ of the currency, and 10⁻⁶ g CO₂e, for a kWh; null: not known. */
export interface SlotValues {
  readonly slotMinutes: number;
  readonly priceMicro: readonly (bigint | null)[];
  readonly carbonMicro: readonly (bigint | null)[];
}

/** The plan of a session against the same energy taken at once, at its full power from its first slot on. */
export interface PlanCost {
  /** 10⁻⁶ of the currency; null: a slot has no price. */
  readonly costMicro: { readonly plan: bigint; readonly atOnce: bigint } | null;
  /** g CO₂e; null: a slot's intensity is not known. */
  readonly carbonG: { readonly plan: number; readonly atOnce: number } | null;
}

/** W · minutes in a kWh. */
const PER_KWH = 60_000n;

/** What a session's plan costs and emits, and what its energy would have if it were taken at once. */
export function costOfPlan(
  powerW: readonly number[],
  session: { readonly maxW: number; readonly arrivalSlot: number },
  values: SlotValues,
): PlanCost {
  const atOnce = takenAtOnce(powerW, session);
  const { slotMinutes, priceMicro, carbonMicro } = values;
  const sum = (each: readonly (bigint | null)[]) => {
    const plan = weigh(powerW, each, slotMinutes);
    const once = weigh(atOnce, each, slotMinutes);
    return plan === null || once === null ? null : { plan, atOnce: once };
  };
  const carbon = sum(carbonMicro);
  const grams = (micro: bigint) => Number(micro / 1_000_000n);
  return {
    costMicro: sum(priceMicro),
    carbonG: carbon && { plan: grams(carbon.plan), atOnce: grams(carbon.atOnce) },
  };
}

/** The same energy at full power from the first slot on, W by slot. */
function takenAtOnce(
  powerW: readonly number[],
  { maxW, arrivalSlot }: { readonly maxW: number; readonly arrivalSlot: number },
): readonly number[] {
  let left = powerW.reduce((sum, watts) => sum + watts, 0);
  return powerW.map((_, slot) => {
    if (slot < arrivalSlot) return 0;
    const watts = Math.min(left, maxW);
    left -= watts;
    return watts;
  });
}

/** Σ power × value over the slots, 10⁻⁶ of the value's unit; null where a slot in use has none. */
function weigh(
  powerW: readonly number[],
  each: readonly (bigint | null)[],
  slotMinutes: number,
): bigint | null {
  let sum = 0n;
  for (const [slot, watts] of powerW.entries()) {
    if (watts === 0) continue;
    const value = each[slot] ?? null;
    if (value === null) return null;
    sum += BigInt(watts) * BigInt(slotMinutes) * value;
  }
  return sum / PER_KWH;
}
