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
  /** Where cars stand. */
  readonly evses: readonly { readonly evse_uid: string }[];
  /** Ways in which we strayed from the specification. */
  readonly complaints: readonly string[];
}

export const rfidOf = { astrid: "04A2B91C5E6180", jonas: "04F7731A9B2C80" } as const;

const ports = { nordstrom: 1, kanaal: 2 } as const;

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function send(cpo: keyof typeof ports, path: string, body?: object): Promise<Answer> {
  const port = Number(process.env["PORT"]) + ports[cpo];
  const response = await fetch(`http://127.0.0.1:${port}/control/${path}`, {
    ...(body && { method: "POST", body: JSON.stringify(body) }),
    headers: { "Content-Type": "application/json" },
  });
  return { status: response.status, text: await response.text() };
}

function read({ status, text }: Answer, path: string): unknown {
  if (status >= 300) throw new Error(`The CPO answered ${status} to ${path}: ${text}`);
  return JSON.parse(text);
}

async function ask(cpo: keyof typeof ports, path: string, body?: object): Promise<unknown> {
  return read(await send(cpo, path, body), path);
}

/** Orders a charge as soon as nobody charges with its token or at its EVSE: a first try of a test may still do. */
async function orderCharge(path: string, order: object): Promise<unknown> {
  let answer = await send("nordstrom", path, order);
  await expect(async () => {
    if (answer.status === 409) answer = await send("nordstrom", path, order);
    expect(answer.status, answer.text).not.toBe(409);
  }).toPass();
  return read(answer, path);
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

/** Waits until Nordström Laddning has told its places and prices. */
export async function untilIntroduced(): Promise<void> {
  const isReady = expect.poll(isIntroduced, {
    message: "the CPO is registered and has told its places",
    timeout: 60_000,
  });
  await isReady.toBe(true);
}

/** Plays a charge at Nordström Laddning. Resolves with the CDR's id: sent, or to come after `live_seconds`. */
export async function charge(order: ChargeOrder): Promise<string> {
  await untilIntroduced();
  const { cdr_id: cdrId } = (await orderCharge("play-session", order)) as { cdr_id: string };
  return cdrId;
}

/** Ends whatever charges at Nordström Laddning, and waits until its sessions are told to be over. */
export async function endCharges(): Promise<void> {
  await expect(async () => {
    const taken = await takenEvses();
    for (const evse of taken) await leaveEvse(evse);
    expect(taken).toEqual([]);
  }).toPass();
}

/** What a car in the garage of Nordström Laddning is and wants; a token that is not named is another eMSP's. */
export interface GarageOrder {
  readonly evse: string;
  readonly need_wh: number;
  readonly minutes: number;
  readonly token?: string;
}

/** Lets a car come to the garage, in place of one that stands there. It tells of its session behind this call. */
export async function arriveInGarage(order: GarageOrder): Promise<void> {
  await untilIntroduced();
  await leaveEvse(order.evse);
  await orderCharge("garage/arrive", order);
}

/** Lets the car at an EVSE leave, if one is there. Its session's end and its CDR come behind this call. */
export async function leaveEvse(evse: string): Promise<void> {
  const path = "garage/depart";
  const answer = await send("nordstrom", path, { evse });
  if (answer.status !== 404) read(answer, path);
}

/** The EVSEs at which cars stand, by the simulator's own account. */
export async function takenEvses(): Promise<readonly string[]> {
  const { evses } = await cpoState("nordstrom");
  return evses.map(({ evse_uid: uid }) => uid);
}
