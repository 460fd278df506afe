/** Easter Sunday of a year, by the Gregorian computus (Meeus, Jones and Butcher). */
export function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor((8 * b + 13) / 25);
  const e = (19 * a + b - Math.floor(b / 4) - d + 15) % 30;
  const f = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - e - (c % 4)) % 7;
  const g = Math.floor((a + 11 * e + 22 * f) / 451);
  const rest = e + f - 7 * g + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(rest / 31), day: (rest % 31) + 1 });
}

/** Holidays of a country: on a day of each year ("12-25"), or so many days after Easter Sunday. */
interface Holidays {
  readonly fixed: readonly string[];
  readonly afterEaster: readonly number[];
  /** Those that are neither. */
  readonly moves?: (day: Temporal.PlainDate) => boolean;
}

const GOOD_FRIDAY = -2;
const EASTER_MONDAY = 1;
const ASCENSION = 39;
const WHIT_MONDAY = 50;

const COUNTRIES: Readonly<Record<string, Holidays>> = {
  // Lag (1989:253) om allmänna helgdagar, and the eves that lag (1930:173) puts beside Sundays. Those that are always on
  // a Saturday or a Sunday are left out.
  SE: {
    fixed: ["01-01", "01-06", "05-01", "06-06", "12-24", "12-25", "12-26", "12-31"],
    afterEaster: [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION],
    // Midsummer's Eve: the Friday between 19 and 25 June.
    moves: ({ month, day, dayOfWeek }) => month === 6 && dayOfWeek === 5 && day >= 19 && day <= 25,
  },
  // What holds in every Land; what single Länder have besides is not known here.
  DE: {
    fixed: ["01-01", "05-01", "10-03", "12-25", "12-26"],
    afterEaster: [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY],
  },
  // Algemene termijnenwet, article 3: Good Friday counts as one, and Liberation Day in every year.
  NL: {
    fixed: ["01-01", "05-05", "12-25", "12-26"],
    afterEaster: [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY],
    // King's Day: 27 April, or the day before where that is a Sunday.
    moves: ({ month, day, dayOfWeek }) =>
      month === 4 && ((day === 27 && dayOfWeek !== 7) || (day === 26 && dayOfWeek === 6)),
  },
};

/**
 * Whether a day is a public holiday of a country (ISO 3166-1 alpha-2). Sweden, Germany and the Netherlands are known;
 * elsewhere no day is one. Holidays that always fall on a week-end are not told.
 */
export function isPublicHoliday(day: Temporal.PlainDate, country: string): boolean {
  const holidays = COUNTRIES[country.toUpperCase()];
  if (!holidays) return false;
  if (holidays.fixed.includes(day.toString().slice(5))) return true;
  if (holidays.moves?.(day)) return true;
  return holidays.afterEaster.includes(easterSunday(day.year).until(day).days);
}

/** Whether people work on a day: Monday to Friday, unless it is a public holiday there. */
export function isWorkingDay(day: Temporal.PlainDate, country: string): boolean {
  return day.dayOfWeek <= 5 && !isPublicHoliday(day, country);
}
