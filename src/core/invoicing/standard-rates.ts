import type { Rate } from "@/core/money/quantity";

/** A country's standard rate, by the day from which it holds, newest first. In 10⁻⁴ %. */
const RATES: Readonly<Record<string, readonly (readonly [from: string, rate: Rate])[]>> = {
  AT: [["1984-01-01", 200_000]],
  BE: [["1996-01-01", 210_000]],
  BG: [["1999-01-01", 200_000]],
  CH: [
    ["2024-01-01", 81_000],
    ["2018-01-01", 77_000],
  ],
  CY: [["2014-01-13", 190_000]],
  CZ: [["2013-01-01", 210_000]],
  DE: [
    ["2021-01-01", 190_000],
    ["2020-07-01", 160_000],
    ["2007-01-01", 190_000],
  ],
  DK: [["1992-01-01", 250_000]],
  EE: [
    ["2025-07-01", 240_000],
    ["2024-01-01", 220_000],
    ["2009-07-01", 200_000],
  ],
  ES: [["2012-09-01", 210_000]],
  FI: [
    ["2024-09-01", 255_000],
    ["2013-01-01", 240_000],
  ],
  FR: [["2014-01-01", 200_000]],
  GB: [["2011-01-04", 200_000]],
  GR: [["2016-06-01", 240_000]],
  HR: [["2012-03-01", 250_000]],
  HU: [["2012-01-01", 270_000]],
  IE: [
    ["2021-03-01", 230_000],
    ["2020-09-01", 210_000],
    ["2012-01-01", 230_000],
  ],
  IT: [["2013-10-01", 220_000]],
  LT: [["2009-09-01", 210_000]],
  LU: [
    ["2024-01-01", 170_000],
    ["2023-01-01", 160_000],
    ["2015-01-01", 170_000],
  ],
  LV: [["2012-07-01", 210_000]],
  MT: [["2004-01-01", 180_000]],
  NL: [["2012-10-01", 210_000]],
  NO: [["2005-01-01", 250_000]],
  PL: [["2011-01-01", 230_000]],
  PT: [["2011-01-01", 230_000]],
  RO: [
    ["2025-08-01", 210_000],
    ["2017-01-01", 190_000],
  ],
  SE: [["1990-07-01", 250_000]],
  SI: [["2013-07-01", 220_000]],
  SK: [
    ["2025-01-01", 230_000],
    ["2011-01-01", 200_000],
  ],
};

/**
 * The standard rate of a country on a day, with the day since when; undefined where it is not known. From the
 * Commission's list of VAT rates (Taxes in Europe Database), and the laws of CH, GB and NO.
 */
export function standardRateOn(
  country: string,
  day: string,
): { readonly rate: Rate; readonly since: string } | undefined {
  const found = RATES[country]?.find(([from]) => from <= day);
  return found && { since: found[0], rate: found[1] };
}
