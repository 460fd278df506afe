import type { CdrToken } from "./ocpi-objects";
import { isOcpiVersion, type OcpiVersion } from "./ocpi-version";
import { PROFILES, type ProfileName } from "./profiles";

/** What the environment says. Read once, in `main.ts`. */
export interface Configuration {
  profile: ProfileName;
  /** The versions we offer; a handshake takes the highest one that both sides offer. */
  versions: OcpiVersion[];
  port: number;
  stateDir: string;
  tokenA: string;
  /** Present: we register ourselves there. Null: we wait to be registered. */
  emspVersionsUrl: string | null;
  seed: string;
  speed: number;
  tokens: CdrToken[];
  startMs: number | null;
  /** How long an answer takes while the fault `slow` is on, at speed 1. */
  slowMs: number;
  /** How long after its session a CDR comes with the fault `late_cdr`, at speed 1. */
  lateCdrMs: number;
  /** False: nothing plays by itself, only what `/control` and commands ask for. */
  isStoryOn: boolean;
  /** Whether the garage is there and cars come to it, where the profile and the version can have one. */
  hasGarage: boolean;
  /** Whether the wider network is there: places over the country at which strangers come and go. */
  hasNetwork: boolean;
}

export const DEMO_TOKENS: readonly CdrToken[] = [
  {
    country_code: "SE",
    party_id: "KVT",
    uid: "04A2B91C5E6180",
    type: "RFID",
    contract_id: "SE-KVT-C00000011-7",
  },
  {
    country_code: "SE",
    party_id: "KVT",
    uid: "04F7731A9B2C80",
    type: "RFID",
    contract_id: "SE-KVT-C00000022-5",
  },
];

type Environment = Record<string, string | undefined>;

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set`);
  return value;
}

function numberOf(environment: Environment, name: string, fallback: number): number {
  const text = environment[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} is not a positive number`);
  return value;
}

/** True for a token as a CDR names it. */
export function isCdrToken(value: unknown): value is CdrToken {
  if (typeof value !== "object" || value === null) return false;
  return ["country_code", "party_id", "uid", "type", "contract_id"].every(
    (key) => typeof Reflect.get(value, key) === "string",
  );
}

function tokensOf(text: string | undefined): CdrToken[] {
  if (text === undefined || text === "") return DEMO_TOKENS.map((token) => ({ ...token }));
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed) || parsed.length === 0 || !parsed.every(isCdrToken)) {
    throw new Error("CPO_TOKENS is not a list of {uid, type, contract_id, country_code, party_id}");
  }
  return parsed;
}

function versionsOf(text: string | undefined, profile: ProfileName): OcpiVersion[] {
  if (text === undefined || text.trim() === "") return [...PROFILES[profile].versions];
  const named = text.split(",").map((name) => name.trim());
  if (!named.every(isOcpiVersion))
    throw new Error("CPO_VERSIONS is no list of 2.1.1, 2.2.1, 2.3.0");
  return named;
}

function isOn(text: string | undefined, fallback: boolean): boolean {
  return text === undefined || text === "" ? fallback : text !== "off";
}

function isProfileName(name: string): name is ProfileName {
  return Object.hasOwn(PROFILES, name);
}

/** Throws with the name of the variable that is missing or wrong. */
export function readConfiguration(environment: Environment): Configuration {
  if (environment["NODE_ENV"] === "production" && environment["APP_ENV"] === "production") {
    throw new Error("the CPO simulator does not run in production");
  }
  const profile = required(environment, "CPO_PROFILE");
  if (!isProfileName(profile))
    throw new Error(`CPO_PROFILE is none of ${Object.keys(PROFILES).join(", ")}`);
  const clockNow = environment["CPO_CLOCK_NOW"];
  const startMs = clockNow === undefined || clockNow === "" ? null : Date.parse(clockNow);
  if (Number.isNaN(startMs)) throw new Error("CPO_CLOCK_NOW is not a date");
  const isStoryOn = isOn(environment["CPO_STORY"], true);
  return {
    profile,
    versions: versionsOf(environment["CPO_VERSIONS"], profile),
    port: numberOf(environment, "CPO_PORT", profile === "nordstrom" ? 3001 : 3002),
    stateDir: environment["CPO_STATE_DIR"] || `.data/cpo-${profile}`,
    tokenA: required(environment, "TOKEN_A"),
    emspVersionsUrl: environment["EMSP_VERSIONS_URL"] || null,
    seed: environment["CPO_SEED"] || "kvitt",
    speed: numberOf(environment, "CPO_SPEED", 1),
    tokens: tokensOf(environment["CPO_TOKENS"]),
    startMs,
    slowMs: numberOf(environment, "CPO_SLOW_MS", 8_000),
    lateCdrMs: numberOf(environment, "CPO_LATE_CDR_MS", 120_000),
    isStoryOn,
    hasGarage: isOn(environment["CPO_GARAGE"], isStoryOn),
    hasNetwork: isOn(environment["CPO_NETWORK"], isStoryOn),
  };
}
