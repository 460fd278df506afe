/** A charging site in short; `locations.ts` makes the OCPI Location of it. */
export interface Site {
  id: string;
  name: string;
  address: string;
  city: string;
  postalCode: string;
  latitude: string;
  longitude: string;
  parkingType: string;
  facilities: string[];
  normalPoints: number;
  fastPoints: number;
}

export const SWEDISH_SITES: readonly Site[] = [
  {
    id: "NSL-STO-01",
    name: "Hornstulls strand",
    address: "Hornstulls strand 4",
    city: "Stockholm",
    postalCode: "117 39",
    latitude: "59.315302",
    longitude: "18.030418",
    parkingType: "ON_STREET",
    facilities: ["CAFE", "METRO_STATION"],
    normalPoints: 3,
    fastPoints: 1,
  },
  {
    id: "NSL-STO-02",
    name: "Norra Djurgårdsstaden",
    address: "Bobergsgatan 48",
    city: "Stockholm",
    postalCode: "115 47",
    latitude: "59.353104",
    longitude: "18.096811",
    parkingType: "PARKING_LOT",
    facilities: ["SUPERMARKET", "BUS_STOP"],
    normalPoints: 4,
    fastPoints: 0,
  },
  {
    id: "NSL-STO-03",
    name: "Liljeholmstorget P-hus",
    address: "Liljeholmstorget 7",
    city: "Stockholm",
    postalCode: "117 63",
    latitude: "59.310127",
    longitude: "18.022354",
    parkingType: "PARKING_GARAGE",
    facilities: ["MALL", "METRO_STATION", "WIFI"],
    normalPoints: 4,
    fastPoints: 2,
  },
  {
    id: "NSL-GOT-01",
    name: "Lindholmen Science Park",
    address: "Lindholmspiren 5",
    city: "Göteborg",
    postalCode: "417 56",
    latitude: "57.706682",
    longitude: "11.938537",
    parkingType: "PARKING_LOT",
    facilities: ["RESTAURANT", "BUS_STOP"],
    normalPoints: 3,
    fastPoints: 2,
  },
  {
    id: "NSL-GOT-02",
    name: "Nordstan P-hus",
    address: "Nils Ericsonsgatan 17",
    city: "Göteborg",
    postalCode: "411 03",
    latitude: "57.709503",
    longitude: "11.969214",
    parkingType: "PARKING_GARAGE",
    facilities: ["MALL", "TRAIN_STATION", "TRAM_STOP"],
    normalPoints: 4,
    fastPoints: 1,
  },
];

export const DUTCH_SITES: readonly Site[] = [
  {
    id: "KNE-AMS-01",
    name: "Westerdok",
    address: "Westerdoksdijk 40",
    city: "Amsterdam",
    postalCode: "1013 AE",
    latitude: "52.385512",
    longitude: "4.891703",
    parkingType: "ON_STREET",
    facilities: ["CAFE", "TRAIN_STATION"],
    normalPoints: 4,
    fastPoints: 0,
  },
  {
    id: "KNE-AMS-02",
    name: "Zuidas Mahlerplein",
    address: "Gustav Mahlerplein 3",
    city: "Amsterdam",
    postalCode: "1082 MS",
    latitude: "52.336927",
    longitude: "4.873418",
    parkingType: "UNDERGROUND_GARAGE",
    facilities: ["HOTEL", "RESTAURANT", "TRAIN_STATION"],
    normalPoints: 3,
    fastPoints: 2,
  },
  {
    id: "KNE-AMS-03",
    name: "NDSM-werf",
    address: "NDSM-plein 28",
    city: "Amsterdam",
    postalCode: "1033 WB",
    latitude: "52.400618",
    longitude: "4.892436",
    parkingType: "PARKING_LOT",
    facilities: ["MUSEUM", "BIKE_SHARING"],
    normalPoints: 2,
    fastPoints: 1,
  },
];
