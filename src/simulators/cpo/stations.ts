import type { Following } from "./draw-power";

/** The ways of a charge point that can be set, for all of them or for one EVSE. */
export interface Habits extends Following {
  /** How long it takes to answer about a profile. */
  resultAfterS: number;
  /** It takes no new profile sooner than this after the last one. */
  setAgainAfterS: number;
}

/** What a charge point may do with a request about profiles; for good, or for a number of times. */
export const STATION_FAULTS = [
  "assumes_three_phases",
  "loses_request",
  "loses_result",
  "parking_while_paused",
  "refuses",
  "too_often",
] as const;

export type StationFault = (typeof STATION_FAULTS)[number];

/** The smallest and the largest value of each setting, by its name on the wire. */
const SETTINGS = {
  ramp_up_w_per_s: ["rampUpWPerS", 10, 100_000],
  ramp_down_w_per_s: ["rampDownWPerS", 10, 100_000],
  minimum_a: ["minimumA", 0, 32],
  resume_after_s: ["resumeAfterS", 0, 600],
  drift_percent: ["driftPercent", -5, 5],
  result_after_s: ["resultAfterS", 0, 300],
  set_again_after_s: ["setAgainAfterS", 0, 600],
} as const satisfies Record<string, readonly [keyof Habits, number, number]>;

type Setting = keyof typeof SETTINGS;

/** Slight ramps and a short delay; otherwise charge points do as they are told. */
const USUAL: Habits = {
  rampUpWPerS: 900,
  rampDownWPerS: 4_500,
  minimumA: 6,
  resumeAfterS: 18,
  driftPercent: 0,
  resultAfterS: 0.8,
  setAgainAfterS: 5,
};

interface Own {
  habits: Partial<Habits>;
  faults: Map<StationFault, number>;
}

/** The charge points' ways. What is set for an EVSE goes before what is set for all; a start forgets both. */
export interface Stations {
  habitsOf(evseUid: string): Habits;
  isOn(evseUid: string, fault: StationFault): boolean;
  /** True if the fault is to be committed now; counts it down if it was given a number. */
  take(evseUid: string, fault: StationFault): boolean;
  /** `evseUid` null: for all. Null as a value takes a setting back. What can't be set is returned as errors. */
  set(evseUid: string | null, changes: Record<string, unknown>): string[];
  /** What strays from the usual, by EVSE; `*` is for all. */
  describe(): Record<string, object>;
}

const ALL = "*";

function isSetting(name: string): name is Setting {
  return Object.hasOwn(SETTINGS, name);
}

function isFault(name: string): name is StationFault {
  return STATION_FAULTS.some((known) => known === name);
}

function changeFault(own: Own, name: StationFault, value: unknown): string | null {
  const isCount = typeof value === "number" && Number.isInteger(value) && value >= 0;
  if (value === null) own.faults.delete(name);
  else if (typeof value === "boolean") own.faults.set(name, value ? Number.POSITIVE_INFINITY : 0);
  else if (isCount) own.faults.set(name, value);
  else return `${name} takes true, false, null or a whole number`;
  return null;
}

function changeSetting(own: Own, name: Setting, value: unknown): string | null {
  const [key, low, high] = SETTINGS[name];
  if (value === null) delete own.habits[key];
  else if (typeof value === "number" && value >= low && value <= high) own.habits[key] = value;
  else return `${name} takes null or a number from ${low} to ${high}`;
  return null;
}

function describeOwn({ habits, faults }: Own): object {
  const described: Record<string, boolean | number> = {};
  for (const [name, [key]] of Object.entries(SETTINGS)) {
    const value = habits[key];
    if (value !== undefined) described[name] = value;
  }
  for (const [name, count] of faults) {
    described[name] = count === Number.POSITIVE_INFINITY ? true : count;
  }
  return described;
}

export function createStations(): Stations {
  const owns = new Map<string, Own>();
  /** The one that decides about a fault at an EVSE. */
  const holderOf = (evseUid: string, fault: StationFault): Own | undefined =>
    [owns.get(evseUid), owns.get(ALL)].find((own) => own?.faults.has(fault) === true);
  const countOf = (evseUid: string, fault: StationFault): number =>
    holderOf(evseUid, fault)?.faults.get(fault) ?? 0;
  return {
    habitsOf: (evseUid) => ({ ...USUAL, ...owns.get(ALL)?.habits, ...owns.get(evseUid)?.habits }),
    isOn: (evseUid, fault) => countOf(evseUid, fault) > 0,
    take(evseUid, fault) {
      const count = countOf(evseUid, fault);
      if (count > 0) holderOf(evseUid, fault)?.faults.set(fault, count - 1);
      return count > 0;
    },
    set(evseUid, changes) {
      const key = evseUid ?? ALL;
      const own = owns.get(key) ?? { habits: {}, faults: new Map() };
      owns.set(key, own);
      return Object.entries(changes).flatMap(([name, value]) => {
        const error = isFault(name)
          ? changeFault(own, name, value)
          : isSetting(name)
            ? changeSetting(own, name, value)
            : `unknown setting ${name}`;
        return error === null ? [] : [error];
      });
    },
    describe: () => Object.fromEntries([...owns].map(([key, own]) => [key, describeOwn(own)])),
  };
}
