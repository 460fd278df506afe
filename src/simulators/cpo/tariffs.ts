import type { DisplayText, Party, Tariff } from "./ocpi-objects";

/** Prices excluding VAT, per kWh, per hour and per start. */
export interface TariffPrices {
  currency: string;
  vat: number;
  start: number;
  dayEnergy: number;
  nightEnergy: number;
  parkingPerHour: number;
  fastEnergy: number;
  fastTimePerHour: number;
  /** Standing uncharged at the kerb. */
  streetParkingPerHour: number;
  normalText: DisplayText[];
  streetText: DisplayText[];
  fastText: DisplayText[];
}

const LAST_CHANGED = "2026-01-12T09:00:00Z";

/**
 * Normal charging: a start fee, energy by day and night, and a fee for standing there uncharged by day. Without a type
 * it is for every style of charging (mod_tariffs, Tariff).
 */
export function normalTariff(party: Party, prices: TariffPrices): Tariff {
  const { vat } = prices;
  return {
    ...party,
    id: `${party.party_id}-AC-DAYNIGHT`,
    currency: prices.currency,
    tariff_alt_text: prices.normalText,
    elements: [
      { price_components: [{ type: "FLAT", price: prices.start, vat, step_size: 1 }] },
      {
        price_components: [
          { type: "ENERGY", price: prices.dayEnergy, vat, step_size: 1 },
          { type: "PARKING_TIME", price: prices.parkingPerHour, vat, step_size: 300 },
        ],
        restrictions: { start_time: "06:00", end_time: "22:00" },
      },
      {
        price_components: [{ type: "ENERGY", price: prices.nightEnergy, vat, step_size: 1 }],
        restrictions: { start_time: "22:00", end_time: "06:00" },
      },
    ],
    last_updated: LAST_CHANGED,
  };
}

/** Fast charging: energy in steps of 0.1 kWh and time in whole minutes, at every hour alike. */
export function fastTariff(party: Party, prices: TariffPrices): Tariff {
  const { vat } = prices;
  return {
    ...party,
    id: `${party.party_id}-DC-FAST`,
    currency: prices.currency,
    type: "REGULAR",
    tariff_alt_text: prices.fastText,
    elements: [
      {
        price_components: [
          { type: "ENERGY", price: prices.fastEnergy, vat, step_size: 100 },
          { type: "TIME", price: prices.fastTimePerHour, vat, step_size: 60 },
        ],
      },
    ],
    last_updated: LAST_CHANGED,
  };
}

/**
 * Charging at the kerb: energy at one price, and a fee for each minute of standing there uncharged once the stay has
 * lasted a quarter of an hour. The one that makes a driver hurry.
 */
export function streetTariff(party: Party, prices: TariffPrices): Tariff {
  const { vat } = prices;
  return {
    ...party,
    id: `${party.party_id}-AC-STREET`,
    currency: prices.currency,
    tariff_alt_text: prices.streetText,
    elements: [
      {
        price_components: [
          { type: "PARKING_TIME", price: prices.streetParkingPerHour, vat, step_size: 60 },
        ],
        restrictions: { min_duration: 900 },
      },
      { price_components: [{ type: "ENERGY", price: prices.dayEnergy, vat, step_size: 1 }] },
    ],
    last_updated: LAST_CHANGED,
  };
}
