import type { Outcome } from "./control-session";
import type { Cpo } from "./cpo";
import {
  askAboutToken,
  type Deed,
  pushLocation,
  pushStatus,
  pushTariff,
  readCdrBack,
  readTokens,
  readVersions,
  replayCdr,
} from "./deeds";
import { EVSE_STATUSES, type EvseStatus } from "./evse-status";

type Body = Record<string, unknown>;
type Order = (cpo: Cpo, body: Body) => Promise<Outcome>;

function refuse(error: string): Outcome {
  return { http: 400, body: { error } };
}

function outcomeOf(deed: Deed): Outcome {
  return { http: deed.ok ? 200 : 409, body: deed };
}

function textOf(body: Body, name: string): string | undefined {
  const value = body[name];
  return typeof value === "string" ? value : undefined;
}

function isStatus(value: unknown): value is EvseStatus {
  return EVSE_STATUSES.some((status) => status === value);
}

/** `{"limit": 25}`: the most tokens that a page shall hold. */
async function orderTokens(cpo: Cpo, { limit = 25 }: Body): Promise<Outcome> {
  const isLimit = typeof limit === "number" && Number.isInteger(limit) && limit > 0;
  return isLimit ? outcomeOf(await readTokens(cpo, limit)) : refuse("limit is no whole number");
}

/** `{"token_uid": …, "type": "RFID", "expect": "unknown"}`. */
async function orderAuthorization(cpo: Cpo, body: Body): Promise<Outcome> {
  const uid = textOf(body, "token_uid");
  if (uid === undefined) return refuse("token_uid is missing");
  const token = { uid, type: textOf(body, "type") ?? "RFID" };
  return outcomeOf(await askAboutToken(cpo, token, body["expect"] !== "unknown"));
}

/** `{"location_id": …, "evse_uid": …, "status": "CHARGING"}`. */
async function orderStatus(cpo: Cpo, body: Body): Promise<Outcome> {
  const { status = "AVAILABLE" } = body;
  if (!isStatus(status)) return refuse(`status is none of ${EVSE_STATUSES.join(", ")}`);
  const ids = { locationId: textOf(body, "location_id"), evseUid: textOf(body, "evse_uid") };
  return outcomeOf(await pushStatus(cpo, ids, status));
}

function withCdr(order: (cpo: Cpo, id: string) => Promise<Deed>): Order {
  return async (cpo, body) => {
    const id = textOf(body, "cdr_id");
    return id === undefined ? refuse("cdr_id is missing") : outcomeOf(await order(cpo, id));
  };
}

/** The single things that an eMSP may want to see of a CPO, each on demand. */
export const DEED_ORDERS: readonly (readonly [string, Order])[] = [
  ["authorize-token", orderAuthorization],
  [
    "push-location",
    async (cpo, body) => outcomeOf(await pushLocation(cpo, textOf(body, "location_id"))),
  ],
  ["push-status", orderStatus],
  ["push-tariff", async (cpo, body) => outcomeOf(await pushTariff(cpo, textOf(body, "tariff_id")))],
  ["read-cdr", withCdr(readCdrBack)],
  ["read-tokens", orderTokens],
  ["read-versions", async (cpo) => outcomeOf(await readVersions(cpo))],
  ["replay-cdr", withCdr(replayCdr)],
];
