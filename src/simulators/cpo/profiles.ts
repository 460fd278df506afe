import type { Party, Tariff } from "./ocpi-objects";
import type { OcpiVersion } from "./ocpi-version";
import { DUTCH_SITES, type Site, SWEDISH_SITES } from "./sites";
import { fastTariff, normalTariff, streetTariff } from "./tariffs";

export type ProfileName = "kanaal" | "nordstrom";

/** One operator: who it is, what it asks, where it stands, and how lively its story is. */
export interface Profile {
  name: string;
  website: string;
  party: Party;
  /** What it offers unless `CPO_VERSIONS` says otherwise. */
  versions: readonly OcpiVersion[];
  /** ISO 3166-1 alpha-3, as Location.country wants it. */
  country: string;
  timeZone: string;
  currency: string;
  vat: number;
  normal: Tariff;
  fast: Tariff;
  street: Tariff;
  sites: readonly Site[];
  /** Last month: a charge for each token every so many days from a day on. No driver is with two operators at once. */
  history: { tokens: number; chargesPerToken: number; firstDay: number; everyDays: number };
  /** The token that taps first, so that two operators side by side begin with different drivers. */
  firstToken: number;
  /** Live sessions before the pace slows down, and the slow pause in seconds. */
  pace: { brisk: number; pauseS: readonly [number, number] };
}

const NORDSTROM: Party = { country_code: "SE", party_id: "NSL" };
const KANAAL: Party = { country_code: "NL", party_id: "KNE" };

const SWEDISH_PRICES = {
  currency: "SEK",
  vat: 25,
  start: 5,
  dayEnergy: 4.12,
  nightEnergy: 2.48,
  parkingPerHour: 24,
  fastEnergy: 5.2,
  fastTimePerHour: 18,
  streetParkingPerHour: 60,
  normalText: [
    {
      language: "sv",
      text: "Start 5,00 kr. 4,12 kr/kWh kl. 06–22, 2,48 kr/kWh på natten. Står bilen kvar utan att ladda kl. 06–22: 24,00 kr/h. Moms tillkommer.",
    },
    {
      language: "en",
      text: "Start SEK 5.00. SEK 4.12/kWh from 06:00 to 22:00, SEK 2.48/kWh at night. Parking without charging from 06:00 to 22:00: SEK 24.00/h. VAT is added.",
    },
  ],
  fastText: [
    { language: "sv", text: "5,20 kr/kWh och 0,30 kr/min. Moms tillkommer." },
    { language: "en", text: "SEK 5.20/kWh and SEK 0.30/min. VAT is added." },
  ],
  streetText: [
    {
      language: "sv",
      text: "4,12 kr/kWh. Står bilen kvar utan att ladda efter första kvarten: 1,00 kr/min. Moms tillkommer.",
    },
    {
      language: "en",
      text: "SEK 4.12/kWh. Parking without charging after the first quarter of an hour: SEK 1.00/min. VAT is added.",
    },
  ],
};

const DUTCH_PRICES = {
  currency: "EUR",
  vat: 21,
  start: 0.5,
  dayEnergy: 0.42,
  nightEnergy: 0.29,
  parkingPerHour: 1.8,
  fastEnergy: 0.55,
  fastTimePerHour: 3,
  streetParkingPerHour: 6,
  normalText: [
    {
      language: "nl",
      text: "Start € 0,50. € 0,42/kWh van 06:00 tot 22:00, € 0,29/kWh 's nachts. Parkeren zonder laden overdag € 1,80/uur. Excl. btw.",
    },
    {
      language: "en",
      text: "Start EUR 0.50. EUR 0.42/kWh from 06:00 to 22:00, EUR 0.29/kWh at night. Parking without charging by day EUR 1.80/h. VAT is added.",
    },
  ],
  fastText: [
    { language: "nl", text: "€ 0,55/kWh en € 0,05/min. Excl. btw." },
    { language: "en", text: "EUR 0.55/kWh and EUR 0.05/min. VAT is added." },
  ],
  streetText: [
    {
      language: "nl",
      text: "€ 0,42/kWh. Parkeren zonder laden na het eerste kwartier € 0,10/min. Excl. btw.",
    },
    {
      language: "en",
      text: "EUR 0.42/kWh. Parking without charging after the first quarter of an hour EUR 0.10/min. VAT is added.",
    },
  ],
};

export const PROFILES: Record<ProfileName, Profile> = {
  nordstrom: {
    name: "Nordström Laddning",
    website: "https://nordstrom-laddning.example",
    party: NORDSTROM,
    versions: ["2.2.1"],
    country: "SWE",
    timeZone: "Europe/Stockholm",
    currency: SWEDISH_PRICES.currency,
    vat: SWEDISH_PRICES.vat,
    normal: normalTariff(NORDSTROM, SWEDISH_PRICES),
    fast: fastTariff(NORDSTROM, SWEDISH_PRICES),
    street: streetTariff(NORDSTROM, SWEDISH_PRICES),
    sites: SWEDISH_SITES,
    history: { tokens: 2, chargesPerToken: 8, firstDay: 2, everyDays: 3 },
    firstToken: 0,
    pace: { brisk: 6, pauseS: [120, 180] },
  },
  kanaal: {
    name: "Kanaal Energie",
    website: "https://kanaal-energie.example",
    party: KANAAL,
    versions: ["2.2.1"],
    country: "NLD",
    timeZone: "Europe/Amsterdam",
    currency: DUTCH_PRICES.currency,
    vat: DUTCH_PRICES.vat,
    normal: normalTariff(KANAAL, DUTCH_PRICES),
    fast: fastTariff(KANAAL, DUTCH_PRICES),
    street: streetTariff(KANAAL, DUTCH_PRICES),
    sites: DUTCH_SITES,
    history: { tokens: 1, chargesPerToken: 3, firstDay: 26, everyDays: 1 },
    firstToken: 1,
    pace: { brisk: 3, pauseS: [240, 360] },
  },
};
