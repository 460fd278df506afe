import { RandomSource } from "@/testing/rating-reference/random-source";

export interface PriceRules {
  readonly seed: number;
  readonly days: number;
  readonly slotMinutes: number;
}

/**
 * Made-up day-ahead prices in SEK for a kWh, one a slot, an hour's slots alike: two peaks a day, a valley at noon in
 * the light half of the year, dearer winters, cheaper weekends, and weather that turns over days (now and then below
 * zero). The same rules give the same prices on every machine.
 */
export function yearPrices({ seed, days, slotMinutes }: PriceRules): number[] {
  const random = new RandomSource(seed);
  const slotsAnHour = 60 / slotMinutes;
  const prices: number[] = [];
  let weather = 0;
  for (let day = 0; day < days; day += 1) {
    weather = 0.8 * weather + random.integer(-150, 150) / 1000;
    const light = 0.5 - 0.5 * Math.cos((2 * Math.PI * (day + 10)) / 365);
    const isWeekend = (3 + day) % 7 >= 5;
    const level = 0.75 - 0.35 * light + weather - (isWeekend ? 0.12 : 0);
    for (let hour = 0; hour < 24; hour += 1) {
      const peaks = 0.25 * bump(hour, 8, 1.8) + 0.35 * bump(hour, 18, 2.2);
      const sun = 0.4 * light * bump(hour, 13, 2.5);
      const night = 0.18 * bump(hour, 3, 2.5);
      const price = level + peaks - sun - night + random.integer(-30, 30) / 1000;
      const rounded = Math.round(price * 10_000) / 10_000;
      for (let slot = 0; slot < slotsAnHour; slot += 1) prices.push(rounded);
    }
  }
  return prices;
}

function bump(hour: number, middle: number, width: number): number {
  return Math.exp(-(((hour - middle) / width) ** 2));
}
