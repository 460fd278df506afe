import { cdrOf } from "./roaming-driver";

/** Standing costs 60.00 an hour before tax, once the stay has lasted an hour. */
export const TARIFF = {
  country_code: "SE",
  party_id: "NSL",
  id: "T1",
  currency: "SEK",
  elements: [
    {
      price_components: [{ type: "PARKING_TIME", price: 60, vat: 25, step_size: 60 }],
      restrictions: { min_duration: 3_600 },
    },
    { price_components: [{ type: "ENERGY", price: 4, vat: 25, step_size: 1 }] },
  ],
  last_updated: "2026-09-02T00:00:00Z",
};

/** What an operator says of a session that began at `start` and charged `kwh` in `charging` minutes, and then stood. */
export function sessionMessage(of: {
  readonly kwh: number;
  readonly charging: number;
  readonly status: string;
  readonly start: Temporal.Instant;
  readonly at: Temporal.Instant;
}) {
  const { kwh, charging, status, start, at } = of;
  const { cdr_token, auth_method, currency } = cdrOf("W", 12, 1);
  const stood = at.since(start).total("minutes") - charging;
  const charged = {
    start_date_time: start.toString(),
    tariff_id: "T1",
    dimensions: [
      { type: "ENERGY", volume: kwh },
      { type: "TIME", volume: charging / 60 },
    ],
  };
  const standing = {
    start_date_time: start.add({ seconds: Math.round(charging * 60) }).toString(),
    tariff_id: "T1",
    dimensions: [{ type: "PARKING_TIME", volume: stood / 60 }],
  };
  return {
    cdr_token,
    auth_method,
    currency,
    charging_periods: stood > 0 ? [charged, standing] : [charged],
    start_date_time: start.toString(),
    ...(status === "COMPLETED" && { end_date_time: at.toString() }),
    country_code: "SE",
    party_id: "NSL",
    id: "S-W",
    kwh,
    location_id: "LOC-1",
    evse_uid: "E1",
    connector_id: "1",
    status,
    last_updated: at.toString(),
  };
}
