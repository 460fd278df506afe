/** A place of the wider network in short: what stands there, and by which of the network's tariffs. */
export interface NetworkSite {
  id: string;
  name: string;
  address: string;
  city: string;
  postalCode: string;
  latitude: string;
  longitude: string;
  kind: NetworkKind;
  /** How many EVSEs. */
  points: number;
  /** Closed at night. */
  closes?: true;
}

/** hpc: fast at a motorway. city: 50 kW. hotel: by the session. street: cheap and slow, by the hour. silent: no tariff is ever told. */
export type NetworkKind = "hpc" | "city" | "hotel" | "street" | "silent";

type Row = readonly [
  id: string,
  name: string,
  address: string,
  place: readonly [postalCode: string, city: string],
  at: readonly [latitude: string, longitude: string],
  what: readonly [kind: NetworkKind, points: number, closes?: true],
];

const SWEDISH: readonly Row[] = [
  [
    "NSL-STO-11",
    "Hammarby Sjöstad",
    "Lugnets allé 24",
    ["120 66", "Stockholm"],
    ["59.304212", "18.103377"],
    ["street", 6],
  ],
  [
    "NSL-STO-12",
    "Kungsholmen Fridhemsplan",
    "Drottningholmsvägen 3",
    ["112 42", "Stockholm"],
    ["59.332081", "18.029145"],
    ["street", 4],
  ],
  [
    "NSL-STO-13",
    "Solna Arena",
    "Råsta strandväg 1",
    ["169 79", "Solna"],
    ["59.372610", "18.000283"],
    ["city", 4, true],
  ],
  [
    "NSL-STO-14",
    "Kista snabbladdning",
    "Hanstavägen 55",
    ["164 40", "Kista"],
    ["59.402743", "17.944822"],
    ["hpc", 8],
  ],
  [
    "NSL-STO-15",
    "Nacka Forum",
    "Forumvägen 14",
    ["131 53", "Nacka"],
    ["59.310305", "18.164101"],
    ["city", 2, true],
  ],
  [
    "NSL-SOD-01",
    "Södertälje Syd",
    "Genetaleden 2",
    ["151 59", "Södertälje"],
    ["59.163208", "17.645911"],
    ["hpc", 6],
  ],
  [
    "NSL-UPP-01",
    "Uppsala resecentrum",
    "Stationsgatan 12",
    ["753 40", "Uppsala"],
    ["59.857901", "17.646820"],
    ["city", 4],
  ],
  [
    "NSL-UPP-02",
    "Fyrislund",
    "Fyrislundsgatan 73",
    ["754 50", "Uppsala"],
    ["59.857190", "17.686405"],
    ["street", 4],
  ],
  [
    "NSL-VAS-01",
    "Västerås Erikslund",
    "Krankroksgatan 15",
    ["721 38", "Västerås"],
    ["59.606914", "16.459321"],
    ["hpc", 6, true],
  ],
  [
    "NSL-ORE-01",
    "Örebro Marieberg",
    "Säljarevägen 1",
    ["702 36", "Örebro"],
    ["59.214302", "15.140276"],
    ["hpc", 8],
  ],
  [
    "NSL-NOR-01",
    "Norrköping Ingelsta",
    "Koppargatan 30",
    ["602 23", "Norrköping"],
    ["58.611240", "16.160937"],
    ["city", 2],
  ],
  [
    "NSL-LIN-01",
    "Linköping Tornby",
    "Svedengatan 17",
    ["582 73", "Linköping"],
    ["58.433115", "15.583012"],
    ["hpc", 6],
  ],
  [
    "NSL-JON-01",
    "Jönköping A6",
    "Kompanigatan 1",
    ["553 05", "Jönköping"],
    ["57.772540", "14.206133"],
    ["hpc", 8, true],
  ],
  [
    "NSL-GOT-11",
    "Mölndal centrum",
    "Storgatan 43",
    ["431 30", "Mölndal"],
    ["57.655830", "12.014502"],
    ["city", 4],
  ],
  [
    "NSL-GOT-12",
    "Hotell Havet",
    "Skeppsbron 5",
    ["411 21", "Göteborg"],
    ["57.704921", "11.957713"],
    ["hotel", 3],
  ],
  [
    "NSL-BOR-01",
    "Borås Viared",
    "Ryssnäsgatan 8",
    ["504 64", "Borås"],
    ["57.706220", "12.828954"],
    ["hpc", 4],
  ],
  [
    "NSL-HEL-01",
    "Helsingborg Väla",
    "Marknadsvägen 9",
    ["260 36", "Ödåkra"],
    ["56.092713", "12.757609"],
    ["hpc", 8],
  ],
  [
    "NSL-LUN-01",
    "Lund Brunnshög",
    "Brunnshögsgatan 2",
    ["224 84", "Lund"],
    ["55.733107", "13.241550"],
    ["street", 4],
  ],
  [
    "NSL-MAL-01",
    "Malmö Hyllie",
    "Hyllie stationstorg 31",
    ["215 32", "Malmö"],
    ["55.562817", "12.975540"],
    ["city", 4],
  ],
  [
    "NSL-MAL-02",
    "Hotell Västra hamnen",
    "Dockplatsen 12",
    ["211 19", "Malmö"],
    ["55.613244", "12.984016"],
    ["hotel", 2],
  ],
  [
    "NSL-KAR-01",
    "Karlstad Bergvik",
    "Frykmans väg 1",
    ["653 46", "Karlstad"],
    ["59.377320", "13.425617"],
    ["hpc", 6],
  ],
  [
    "NSL-GAV-01",
    "Gävle Bro",
    "Norra Bro 2",
    ["818 33", "Valbo"],
    ["60.634918", "17.003402"],
    ["hpc", 4],
  ],
  [
    "NSL-SUN-01",
    "Sundsvall Birsta",
    "Gesällvägen 1",
    ["863 41", "Sundsvall"],
    ["62.446812", "17.339905"],
    ["hpc", 4],
  ],
  [
    "NSL-UME-01",
    "Umeå Avion",
    "Marknadsgatan 1",
    ["904 22", "Umeå"],
    ["63.806404", "20.253811"],
    ["city", 4],
  ],
  [
    "NSL-LUL-01",
    "Luleå Storheden",
    "Betongvägen 10",
    ["973 45", "Luleå"],
    ["65.618301", "22.052118"],
    ["city", 2],
  ],
  [
    "NSL-VIS-01",
    "Visby hamn",
    "Färjeleden 3",
    ["621 58", "Visby"],
    ["57.634510", "18.281740"],
    ["silent", 2],
  ],
];

const DUTCH: readonly Row[] = [
  [
    "KNE-AMS-11",
    "Sloterdijk",
    "Radarweg 60",
    ["1043 NT", "Amsterdam"],
    ["52.390410", "4.838207"],
    ["hpc", 6],
  ],
  [
    "KNE-AMS-12",
    "Oosterpark",
    "Linnaeusstraat 2",
    ["1092 CK", "Amsterdam"],
    ["52.361208", "4.922911"],
    ["street", 3],
  ],
  [
    "KNE-RTM-01",
    "Rotterdam Kop van Zuid",
    "Wilhelminakade 90",
    ["3072 AP", "Rotterdam"],
    ["51.905212", "4.485330"],
    ["city", 4],
  ],
  [
    "KNE-RTM-02",
    "Hotel Maasoever",
    "Boompjes 40",
    ["3011 XB", "Rotterdam"],
    ["51.916340", "4.489016"],
    ["hotel", 2],
  ],
  [
    "KNE-UTR-01",
    "Utrecht Leidsche Rijn",
    "Grauwaartsingel 1",
    ["3541 CZ", "Utrecht"],
    ["52.099417", "5.066203"],
    ["hpc", 6],
  ],
  [
    "KNE-DHG-01",
    "Den Haag Binckhorst",
    "Binckhorstlaan 36",
    ["2516 BE", "Den Haag"],
    ["52.071906", "4.337418"],
    ["city", 2],
  ],
  [
    "KNE-EIN-01",
    "Eindhoven Strijp-S",
    "Torenallee 20",
    ["5617 BC", "Eindhoven"],
    ["51.448811", "5.457402"],
    ["street", 4],
  ],
  [
    "KNE-GRO-01",
    "Groningen Europapark",
    "Boumaboulevard 55",
    ["9723 ZS", "Groningen"],
    ["53.204713", "6.588310"],
    ["city", 4, true],
  ],
  [
    "KNE-MAA-01",
    "Maastricht Noord",
    "Viaductweg 5",
    ["6222 NH", "Maastricht"],
    ["50.876214", "5.712908"],
    ["hpc", 4],
  ],
];

/** The wider network of an operator. */
export function networkSitesOf(partyId: string): readonly NetworkSite[] {
  const rows = partyId === "NSL" ? SWEDISH : partyId === "KNE" ? DUTCH : [];
  return rows.map(
    ([id, name, address, [postalCode, city], [latitude, longitude], [kind, points, closes]]) => ({
      id,
      name,
      address,
      city,
      postalCode,
      latitude,
      longitude,
      kind,
      points,
      ...(closes && { closes }),
    }),
  );
}
