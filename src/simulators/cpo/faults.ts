/** Ways in which real partners stray from the specification; each can be switched on for good or for a number of times. */
export const FAULT_NAMES = [
  "altered_meter_data",
  "bad_json",
  "credit_cdr",
  "dates_without_z",
  "drop_cdr",
  "duplicate_cdr",
  "duplicated_pushes",
  "http_429",
  "http_500",
  "late_cdr",
  "looping_pages",
  "lost_cdr",
  "lower_case_party",
  "microseconds_offset",
  "never_ending_session",
  "no_request_id",
  "null_optionals",
  "numbers_as_strings",
  "patch_before_put",
  "raw_token",
  "reference_dropped",
  "reordered_pushes",
  "rounded_periods",
  "slow",
  "stepped_periods",
  "timeout_then_start",
  "trailing_slash",
  "vat_twice",
  "wh_instead_of_kwh",
  "wrong_cost",
  "wrong_total_count",
] as const;

export type FaultName = (typeof FAULT_NAMES)[number];

export interface Faults {
  /** True if the fault is to be committed now; counts it down if it was given a number. */
  take(name: FaultName): boolean;
  /** True if it is switched on, without counting it down. */
  isOn(name: FaultName): boolean;
  /** `true` for good, `false` or 0 for off, a number for so many times. Unknown names and other values are returned as errors. */
  set(changes: Record<string, unknown>): string[];
  remaining(): Record<FaultName, boolean | number>;
}

export function createFaults(): Faults {
  const left = new Map<FaultName, number>();
  const isFault = (name: string): name is FaultName => FAULT_NAMES.some((known) => known === name);
  return {
    take(name) {
      const count = left.get(name) ?? 0;
      if (count > 0) left.set(name, count - 1);
      return count > 0;
    },
    isOn: (name) => (left.get(name) ?? 0) > 0,
    set(changes) {
      const errors: string[] = [];
      for (const [name, value] of Object.entries(changes)) {
        if (!isFault(name)) errors.push(`unknown fault ${name}`);
        else if (typeof value === "boolean") left.set(name, value ? Number.POSITIVE_INFINITY : 0);
        else if (typeof value === "number" && Number.isInteger(value) && value >= 0)
          left.set(name, value);
        else errors.push(`${name} takes true, false or a whole number`);
      }
      return errors;
    },
    remaining() {
      const of = (name: FaultName): boolean | number => {
        const count = left.get(name) ?? 0;
        return count === Number.POSITIVE_INFINITY ? true : count === 0 ? false : count;
      };
      return Object.fromEntries(FAULT_NAMES.map((name) => [name, of(name)])) as Record<
        FaultName,
        boolean | number
      >;
    },
  };
}
