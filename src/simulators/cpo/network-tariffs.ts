import type { DisplayText, Party, PriceComponent, Tariff } from "./ocpi-objects";
import type { NetworkKind } from "./network-sites";

type Priced = Exclude<NetworkKind, "silent">;

/** Prices in öre or cents before VAT, per kWh, per hour and per start. */
interface Prices {
  energy: number;
  time?: number;
  start?: number;
  /** Standing there uncharged, once the stay has lasted three quarters of an hour. */
  parking?: number;
}

const SWEDISH: Record<Priced, Prices> = {
  hpc: { energy: 592, parking: 12_000 },
  city: { energy: 468, time: 600 },
  hotel: { energy: 296, start: 2_000 },
  street: { energy: 344, time: 300 },
};
const DUTCH: Record<Priced, Prices> = {
  hpc: { energy: 62, parking: 1_200 },
  city: { energy: 49, time: 60 },
  hotel: { energy: 33, start: 250 },
  street: { energy: 36, time: 30 },
};
const KINDS: readonly Priced[] = ["hpc", "city", "hotel", "street"];
const LAST_CHANGED = "2026-02-02T09:00:00Z";
const GRACE_S = 2_700;

/** The name of the tariff of a kind of place; the silent one's is never told. */
export function networkTariffId(partyId: string, kind: NetworkKind): string {
  return `${partyId}-NET-${kind.toUpperCase()}`;
}

/** The tariffs of the wider network. */
export function networkTariffs({
  party,
  currency,
  vat,
}: {
  party: Party;
  currency: string;
  vat: number;
}): Tariff[] {
  const table = party.party_id === "KNE" ? DUTCH : SWEDISH;
  return KINDS.map((kind) => {
    const { energy, time, start, parking } = table[kind];
    const component = (type: PriceComponent["type"], price: number, step: number) => ({
      type,
      price: price / 100,
      vat,
      step_size: step,
    });
    const components = [
      component("ENERGY", energy, 1),
      ...(time === undefined ? [] : [component("TIME", time, 60)]),
      ...(start === undefined ? [] : [component("FLAT", start, 1)]),
    ];
    const elements: Tariff["elements"] = [{ price_components: components }];
    if (parking !== undefined) {
      elements.push({
        price_components: [component("PARKING_TIME", parking, 60)],
        restrictions: { min_duration: GRACE_S },
      });
    }
    return {
      ...party,
      id: networkTariffId(party.party_id, kind),
      currency,
      tariff_alt_text: [textOf(table[kind], currency)],
      elements,
      last_updated: LAST_CHANGED,
    };
  });
}

function textOf({ energy, time, start, parking }: Prices, currency: string): DisplayText {
  const amount = (price: number) => `${currency} ${(price / 100).toFixed(2)}`;
  const parts = [
    `${amount(energy)}/kWh`,
    time === undefined ? "" : `${amount(time)}/h`,
    start === undefined ? "" : `${amount(start)} per start`,
    parking === undefined ? "" : `parking without charging after 45 min ${amount(parking)}/h`,
  ].filter(Boolean);
  return { language: "en", text: `${parts.join(", ")}. VAT is added.` };
}
