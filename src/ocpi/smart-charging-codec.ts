import { no, ok, type Outcome } from "@/core/outcome";
import type { ChargingPreferences } from "@/core/smart-charging/charging-preferences";
import type {
  ActiveChargingProfile,
  ChargingProfile,
} from "@/core/smart-charging/charging-profile";
import type {
  PreferencesAnswer,
  ProfileAnswer,
  ProfileResult,
} from "@/services/charging/charging-state";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value";
import {
  chargingPreferencesFromCore,
  setChargingProfileFromCore,
} from "./v2_2_1/charging-from-core";
import { activeProfileToCore } from "./v2_2_1/charging-profile-to-core";
import {
  activeChargingProfileResultSchema,
  chargingPreferencesResponseSchema,
  chargingProfileResponseSchema,
  chargingProfileResultSchema,
} from "./v2_2_1/schemas/charging-answers";
import { activeChargingProfileSchema } from "./v2_2_1/schemas/charging-profile";
import { type Finding, readWire } from "./wire/read-wire";
import { integerOf } from "./wire/wire-values";

type Reading<T> = Outcome<
  { readonly value: T; readonly notes: readonly Finding[] },
  readonly Finding[]
>;
type Read<T> = (json: JsonValue | undefined, receivedAt: Temporal.Instant) => Reading<T>;

/** What a CPO says at once of a charging profile; `timeoutS` is null where it does not say how long to wait. */
export interface ProfileResponse {
  readonly result: ProfileAnswer;
  readonly timeoutS: number | null;
}

/** What a station says of a charging profile; `active` comes with the answer to a question for it. */
export interface StationResult {
  readonly result: ProfileResult;
  readonly active?: ActiveChargingProfile;
}

/** Charging preferences and profiles on the wire; 2.2.1 and 2.3.0 have the same. Readers never throw. */
export interface SmartChargingCodec {
  readonly preferencesFromCore: (preferences: ChargingPreferences) => JsonObject;
  readonly setProfileFromCore: (profile: ChargingProfile, responseUrl: string) => JsonObject;
  readonly readPreferencesResponse: Read<PreferencesAnswer>;
  readonly readProfileResponse: Read<ProfileResponse>;
  readonly readActiveProfileResult: Read<StationResult>;
  readonly readProfileResult: Read<StationResult>;
  readonly readActiveProfile: Read<ActiveChargingProfile>;
}

/** Some libraries wrap every answer in a list. */
function unwrapped<T>(read: Read<T>): Read<T> {
  return (json, receivedAt) => {
    if (!Array.isArray(json)) return read(json, receivedAt);
    if (json.length !== 1) return no([{ path: "", code: "not-an-object" }]);
    const one = read(json[0], receivedAt);
    if (!one.ok) return one;
    const notes = [{ path: "", code: "list-for-object" }, ...one.value.notes];
    return ok({ value: one.value.value, notes });
  };
}

/** The one word that the answer to preferences is; some put it in an object. */
const readPreferencesResponse: Read<PreferencesAnswer> = (json, receivedAt) => {
  const isWrapped = isJsonObject(json) && "result" in json;
  const word = isWrapped ? json["result"] : json;
  const read = readWire(chargingPreferencesResponseSchema, word ?? null, receivedAt);
  if (!read.ok || !isWrapped) return read;
  const notes = [{ path: "", code: "object-for-text" }, ...read.value.notes];
  return ok({ value: read.value.value, notes });
};

const readProfileResponse: Read<ProfileResponse> = (json, receivedAt) => {
  const read = readWire(chargingProfileResponseSchema, json ?? null, receivedAt);
  if (!read.ok) return read;
  const { value, notes } = read.value;
  const seconds = integerOf(value.timeout);
  return ok({ value: { result: value.result, timeoutS: seconds > 0 ? seconds : null }, notes });
};

const readActiveProfileResult: Read<StationResult> = (json, receivedAt) => {
  const read = readWire(activeChargingProfileResultSchema, json ?? null, receivedAt);
  if (!read.ok) return read;
  const { value, notes } = read.value;
  const { result, profile } = value;
  return ok({ value: { result, ...(profile && { active: activeProfileToCore(profile) }) }, notes });
};

const readProfileResult: Read<StationResult> = (json, receivedAt) =>
  readWire(chargingProfileResultSchema, json ?? null, receivedAt);

const readActiveProfile: Read<ActiveChargingProfile> = (json, receivedAt) => {
  const read = readWire(activeChargingProfileSchema, json ?? null, receivedAt);
  if (!read.ok) return read;
  return ok({ value: activeProfileToCore(read.value.value), notes: read.value.notes });
};

/** OCPI 2.2.1 and 2.3.0, mod_sessions and mod_charging_profiles. */
export const smartCharging: SmartChargingCodec = {
  preferencesFromCore: chargingPreferencesFromCore,
  setProfileFromCore: setChargingProfileFromCore,
  readPreferencesResponse: unwrapped(readPreferencesResponse),
  readProfileResponse: unwrapped(readProfileResponse),
  readActiveProfileResult: unwrapped(readActiveProfileResult),
  readProfileResult: unwrapped(readProfileResult),
  readActiveProfile: unwrapped(readActiveProfile),
};
