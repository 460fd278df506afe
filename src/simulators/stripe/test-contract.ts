import Stripe from "stripe";
import { simulated } from "./test-kit";

/** One of the two that the contract suite is run against. */
export interface Target {
  stripe: Stripe;
  /** Gives things that come by themselves their time: simulated, or real. */
  later(days: number): Promise<void>;
}

/** A simulator of its own. */
export async function openSimulator(): Promise<Target> {
  const { stripe, control } = await simulated();
  return {
    stripe,
    later: async (days) => {
      await control("POST clock", { advance_s: days * 86_400 });
    },
  };
}

/** Stripe itself, in the test mode of the account that the key belongs to. */
export async function openStripe(key: string): Promise<Target> {
  const stripe = new Stripe(key, { maxNetworkRetries: 2, timeout: 20_000, telemetry: false });
  return { stripe, later: async () => new Promise((resolve) => setTimeout(resolve, 3000)) };
}

/** The names of the fields that objects had, by object and side. */
export type Fields = Map<string, Map<string, Set<string>>>;

/** Notes the fields of an object that one side answered, and gives it back. */
export function noted<T extends object>(fields: Fields, side: string, name: string, object: T): T {
  const sides = fields.get(name) ?? new Map<string, Set<string>>();
  const seen = sides.get(side) ?? new Set<string>();
  for (const key of Object.keys(object)) if (key !== "lastResponse") seen.add(key);
  fields.set(name, sides.set(side, seen));
  return object;
}

/** Which fields only one side had, object by object; without differences, nothing. */
export function differencesOf(fields: Fields) {
  return [...fields].flatMap(([object, sides]) => {
    const simulator = sides.get("simulator") ?? new Set<string>();
    const stripe = sides.get("stripe") ?? new Set<string>();
    const onlyStripe = [...stripe.difference(simulator)];
    const onlySimulator = [...simulator.difference(stripe)];
    if (onlyStripe.length + onlySimulator.length === 0) return [];
    return [{ object, only_stripe: onlyStripe, only_simulator: onlySimulator }];
  });
}

let made = 0;

/** A key that no earlier run has used. */
export function freshKey(name: string): string {
  made += 1;
  return `contract-${name}-${Date.now()}-${made}`;
}

/** Asks again until it is so, giving things time in between. */
export async function until<T>(target: Target, ask: () => Promise<T>, isSo: (value: T) => boolean) {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const value = await ask();
    if (isSo(value)) return value;
    await target.later(1);
  }
  throw new Error("It did not come about in time");
}
