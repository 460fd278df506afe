import { expect } from "@playwright/test";

/** What the simulator of Nordström Laddning is asked to charge; what is left out it chooses. */
export interface ChargeOrder {
  readonly token_uid: string;
  readonly location_id: string;
  readonly charging_minutes: number;
  readonly power_kw?: number;
  readonly idle_minutes?: number;
  readonly start_date_time?: string;
  /** Goes on for so long after now; otherwise it is over when it is told. */
  readonly live_seconds?: number;
  /** Claims too much. */
  readonly wrong_cost?: boolean;
  /** Sends the CDR twice. */
  readonly duplicate_cdr?: boolean;
}

interface CpoState {
  readonly registered: boolean;
  readonly deliveries: Readonly<Record<"tariffs" | "locations", { readonly pending: number }>>;
  /** Ways in which we strayed from the specification. */
  readonly complaints: readonly string[];
}

export const rfidOf = { astrid: "04A2B91C5E6180", jonas: "04F7731A9B2C80" } as const;

const ports = { nordstrom: 1, kanaal: 2 } as const;

async function ask(cpo: keyof typeof ports, path: string, body?: object): Promise<unknown> {
  const port = Number(process.env["PORT"]) + ports[cpo];
  const response = await fetch(`http://127.0.0.1:${port}/control/${path}`, {
    ...(body && { method: "POST", body: JSON.stringify(body) }),
    headers: { "Content-Type": "application/json" },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The CPO answered ${response.status} to ${path}: ${text}`);
  return JSON.parse(text);
}

export async function cpoState(cpo: keyof typeof ports): Promise<CpoState> {
  return (await ask(cpo, "state")) as CpoState;
}

/** Nordström Laddning does once what its self-certification asks for. Resolves with whether each deed went well. */
export async function certify(): Promise<boolean> {
  return ((await ask("nordstrom", "certify", {})) as { done: boolean }).done;
}

/** True once we know all that a charge refers to. */
async function isIntroduced(): Promise<boolean> {
  const { registered, deliveries } = await cpoState("nordstrom");
  return registered && deliveries.tariffs.pending === 0 && deliveries.locations.pending === 0;
}

/** Plays a charge at Nordström Laddning. Resolves with the CDR's id: sent, or to come after `live_seconds`. */
export async function charge(order: ChargeOrder): Promise<string> {
  await expect.poll(isIntroduced, "the CPO is registered and has told its places").toBe(true);
  const { cdr_id: cdrId } = (await ask("nordstrom", "play-session", order)) as { cdr_id: string };
  return cdrId;
}

/** What a car in the garage of Nordström Laddning is and wants; a token that is not named is another eMSP's. */
export interface GarageOrder {
  readonly evse: string;
  readonly need_wh: number;
  readonly minutes: number;
  readonly token?: string;
}

/** Lets a car come to the garage. Resolves once the simulator has told of its session. */
export async function arriveInGarage(order: GarageOrder): Promise<void> {
  await expect.poll(isIntroduced, "the CPO is registered and has told its places").toBe(true);
  await ask("nordstrom", "garage/arrive", order);
}

interface GarageLoad {
  readonly power_w: number;
  readonly cars: number;
}

/** What the garage truly draws. */
export async function garageLoad(): Promise<GarageLoad> {
  return (await ask("nordstrom", "garage/load")) as GarageLoad;
}
