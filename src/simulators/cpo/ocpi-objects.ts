/** The objects this CPO keeps, in the form of OCPI 2.2.1 and in the names of the wire (mod_locations, mod_tariffs, mod_sessions, mod_cdrs, credentials). */

export interface Party {
  country_code: string;
  party_id: string;
}

export interface Price {
  excl_vat: number;
  incl_vat: number;
}

export interface DisplayText {
  language: string;
  text: string;
}

export interface Connector {
  id: string;
  standard: string;
  format: string;
  power_type: string;
  max_voltage: number;
  max_amperage: number;
  max_electric_power: number;
  tariff_ids: string[];
  last_updated: string;
}

export interface Evse {
  uid: string;
  evse_id: string;
  status: string;
  capabilities: string[];
  connectors: Connector[];
  physical_reference: string;
  last_updated: string;
}

export interface Location extends Party {
  id: string;
  publish: boolean;
  name: string;
  address: string;
  city: string;
  postal_code: string;
  country: string;
  coordinates: { latitude: string; longitude: string };
  parking_type: string;
  evses: Evse[];
  operator: { name: string; website: string };
  facilities: string[];
  time_zone: string;
  opening_times: {
    twentyfourseven: boolean;
    regular_hours?: { weekday: number; period_begin: string; period_end: string }[];
  };
  charging_when_closed: boolean;
  last_updated: string;
}

export type TariffDimension = "ENERGY" | "FLAT" | "PARKING_TIME" | "TIME";

export interface PriceComponent {
  type: TariffDimension;
  price: number;
  vat: number;
  step_size: number;
}

export interface TariffElement {
  price_components: PriceComponent[];
  /** `min_duration`: seconds that the session has lasted. */
  restrictions?: { start_time?: string; end_time?: string; min_duration?: number };
}

export interface Tariff extends Party {
  id: string;
  currency: string;
  /** None: for every style of charging. */
  type?: string;
  tariff_alt_text: DisplayText[];
  elements: TariffElement[];
  last_updated: string;
}

export interface CdrToken extends Party {
  uid: string;
  type: string;
  contract_id: string;
}

export interface CdrDimension {
  type: "ENERGY" | "PARKING_TIME" | "POWER" | "TIME";
  volume: number;
}

export interface ChargingPeriod {
  start_date_time: string;
  dimensions: CdrDimension[];
  tariff_id: string;
}

export type AuthMethod = "AUTH_REQUEST" | "COMMAND" | "WHITELIST";

export interface Session extends Party {
  id: string;
  start_date_time: string;
  end_date_time?: string;
  kwh: number;
  cdr_token: CdrToken;
  auth_method: AuthMethod;
  authorization_reference?: string;
  location_id: string;
  evse_uid: string;
  connector_id: string;
  currency: string;
  charging_periods: ChargingPeriod[];
  /** Not for an SCSP, to whom it is of no concern. */
  total_cost?: Price;
  status: "ACTIVE" | "COMPLETED";
  last_updated: string;
}

export interface CdrLocation {
  id: string;
  name: string;
  address: string;
  city: string;
  postal_code: string;
  country: string;
  coordinates: { latitude: string; longitude: string };
  evse_uid: string;
  evse_id: string;
  connector_id: string;
  connector_standard: string;
  connector_format: string;
  connector_power_type: string;
}

export interface SignedData {
  encoding_method: string;
  encoding_method_version: number;
  public_key: string;
  signed_values: { nature: string; plain_data: string; signed_data: string }[];
}

export interface Cdr extends Party {
  id: string;
  start_date_time: string;
  end_date_time: string;
  session_id: string;
  cdr_token: CdrToken;
  auth_method: AuthMethod;
  authorization_reference?: string;
  cdr_location: CdrLocation;
  currency: string;
  tariffs: Tariff[];
  charging_periods: ChargingPeriod[];
  signed_data?: SignedData;
  total_cost: Price;
  total_fixed_cost?: Price;
  total_energy: number;
  total_energy_cost?: Price;
  total_time: number;
  total_time_cost?: Price;
  total_parking_time: number;
  total_parking_cost?: Price;
  credit?: true;
  credit_reference_id?: string;
  last_updated: string;
}

/** Which CDRs an invoice is for (mod_invoice_reconciliation of 2.3.0). */
export interface ReconciliationRecord extends Party {
  id: string;
  invoice_id: string;
  cdrs: string[];
  last_updated: string;
}

/** A most, not a target: watts, or amperes per phase, from so many seconds after its start on. */
export interface ChargingProfile {
  start_date_time?: string;
  duration?: number;
  charging_rate_unit: "A" | "W";
  min_charging_rate?: number;
  charging_profile_period?: { start_period: number; limit: number }[];
}

export interface ActiveChargingProfile {
  start_date_time: string;
  charging_profile: ChargingProfile;
}

export interface ChargingPreferences {
  profile_type: "CHEAP" | "FAST" | "GREEN" | "REGULAR";
  departure_time?: string;
  energy_need?: number;
  discharge_allowed?: boolean;
}

/** A Token as the eMSP pushes it or lists it; only the fields this CPO reads. */
export interface Token extends CdrToken {
  valid: boolean;
  whitelist: "ALLOWED" | "ALLOWED_OFFLINE" | "ALWAYS" | "NEVER";
  last_updated: string;
}

export interface Endpoint {
  identifier: string;
  role: "RECEIVER" | "SENDER";
  url: string;
}

export interface CredentialsRole extends Party {
  role: string;
  business_details: { name: string; website?: string };
}

export interface Credentials {
  token: string;
  url: string;
  roles: CredentialsRole[];
}
