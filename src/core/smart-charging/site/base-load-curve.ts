/** Watts at each step of a day, from local midnight on: the site's own load besides the charging. */
export interface BaseLoadCurve {
  /** Minutes of a step; 1440 is a multiple of it. */
  readonly stepMinutes: number;
  readonly weekdayW: readonly number[];
  readonly weekendW: readonly number[];
}
