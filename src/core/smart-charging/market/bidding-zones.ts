/** A bidding zone of the European market for electricity: one price for all of it. */
export interface BiddingZone {
  /** Short name, as sites refer to it. */
  readonly name: string;
  /** Its Energy Identification Code (ENTSO-E, area codes of the Transparency Platform). */
  readonly eic: string;
  /** The wall clock that people there live by. */
  readonly timeZone: string;
}

/** Days of the market begin at midnight on this clock everywhere (Single Day-Ahead Coupling). */
export const MARKET_TIME_ZONE = "Europe/Brussels";

const ROWS = [
  "SE1 10Y1001A1001A44P Europe/Stockholm",
  "SE2 10Y1001A1001A45N Europe/Stockholm",
  "SE3 10Y1001A1001A46L Europe/Stockholm",
  "SE4 10Y1001A1001A47J Europe/Stockholm",
  "NO1 10YNO-1--------2 Europe/Oslo",
  "NO2 10YNO-2--------T Europe/Oslo",
  "NO3 10YNO-3--------J Europe/Oslo",
  "NO4 10YNO-4--------9 Europe/Oslo",
  "NO5 10Y1001A1001A48H Europe/Oslo",
  "DK1 10YDK-1--------W Europe/Copenhagen",
  "DK2 10YDK-2--------M Europe/Copenhagen",
  "FI 10YFI-1--------U Europe/Helsinki",
  "EE 10Y1001A1001A39I Europe/Tallinn",
  "LV 10YLV-1001A00074 Europe/Riga",
  "LT 10YLT-1001A0008Q Europe/Vilnius",
  "PL 10YPL-AREA-----S Europe/Warsaw",
  "DE_LU 10Y1001A1001A82H Europe/Berlin",
  "NL 10YNL----------L Europe/Amsterdam",
  "BE 10YBE----------2 Europe/Brussels",
  "FR 10YFR-RTE------C Europe/Paris",
  "AT 10YAT-APG------L Europe/Vienna",
  "CH 10YCH-SWISSGRIDZ Europe/Zurich",
  "CZ 10YCZ-CEPS-----N Europe/Prague",
  "SK 10YSK-SEPS-----K Europe/Bratislava",
  "HU 10YHU-MAVIR----U Europe/Budapest",
  "SI 10YSI-ELES-----O Europe/Ljubljana",
  "HR 10YHR-HEP------M Europe/Zagreb",
  "RO 10YRO-TEL------P Europe/Bucharest",
  "BG 10YCA-BULGARIA-R Europe/Sofia",
  "GR 10YGR-HTSO-----Y Europe/Athens",
  "RS 10YCS-SERBIATSOV Europe/Belgrade",
  "ES 10YES-REE------0 Europe/Madrid",
  "PT 10YPT-REN------W Europe/Lisbon",
  "IE_SEM 10Y1001A1001A59C Europe/Dublin",
  "GB 10YGB----------A Europe/London",
  "IT_NORD 10Y1001A1001A73I Europe/Rome",
  "IT_CNOR 10Y1001A1001A70O Europe/Rome",
  "IT_CSUD 10Y1001A1001A71M Europe/Rome",
  "IT_SUD 10Y1001A1001A788 Europe/Rome",
  "IT_CALA 10Y1001C--00096J Europe/Rome",
  "IT_SICI 10Y1001A1001A75E Europe/Rome",
  "IT_SARD 10Y1001A1001A74G Europe/Rome",
] as const;

/** The zones that we know, Nordic ones first. */
export const biddingZones: readonly BiddingZone[] = ROWS.map((row) => {
  const [name = "", eic = "", timeZone = ""] = row.split(" ");
  return { name, eic, timeZone };
});

const byName = new Map(biddingZones.map((zone) => [zone.name, zone]));
const byEic = new Map(biddingZones.map((zone) => [zone.eic, zone]));

/** The zone of a short name, or undefined. */
export function biddingZone(name: string): BiddingZone | undefined {
  return byName.get(name);
}

/** The zone of an Energy Identification Code, or undefined. */
export function zoneOfEic(eic: string): BiddingZone | undefined {
  return byEic.get(eic);
}
