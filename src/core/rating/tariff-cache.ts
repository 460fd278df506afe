import type { PriceLimit } from "@/core/roaming/price";
import type {
  PriceComponent,
  Tariff,
  TariffElement,
  TariffRestrictions,
} from "@/core/roaming/tariff";

const MOST_CONTENTS = 4_000;

type Entry<V> = { readonly tariff: Tariff; readonly value: V };

/**
 * What was made of tariffs, found by the object, and else by its content: a CDR brings its tariff along,
 * so that the same one arrives as ever new objects. A hash finds the content and a comparison proves it.
 * Holds at most `MOST_CONTENTS` contents and drops the oldest first.
 */
export class TariffCache<V> {
  readonly #byObject = new WeakMap<Tariff, V>();
  readonly #byHash = new Map<number, Entry<V>>();

  /** What was kept for this object or for another of the same content. */
  find(tariff: Tariff): V | undefined {
    const known = this.#byObject.get(tariff);
    if (known !== undefined) return known;
    const entry = this.#byHash.get(hashTariff(tariff));
    if (entry === undefined || !isSameTariff(entry.tariff, tariff)) return undefined;
    this.#byObject.set(tariff, entry.value);
    return entry.value;
  }

  /** Keeps a value. Of two contents with one hash the later stays. */
  keep(tariff: Tariff, value: V): void {
    this.#byObject.set(tariff, value);
    this.#byHash.set(hashTariff(tariff), { tariff, value });
    if (this.#byHash.size <= MOST_CONTENTS) return;
    for (const oldest of this.#byHash.keys()) {
      this.#byHash.delete(oldest);
      return;
    }
  }
}

/** A hash over what tells tariffs apart in practice; what it leaves out, the comparison sees. */
function hashTariff({ id, currency, elements, startDateTime, maxPrice }: Tariff): number {
  let hash = hashText(hashText(elements.length, id), currency);
  hash = mix(hash, (startDateTime?.epochMilliseconds ?? 0) | 0);
  hash = mix(hash, Number(maxPrice?.beforeTaxes ?? 0n) | 0);
  for (const { priceComponents, restrictions } of elements) {
    for (const { price, stepSize, vat = -1 } of priceComponents)
      hash = mix(mix(mix(hash, Number(price) | 0), stepSize), vat);
    if (restrictions !== undefined) hash = hashRestrictions(hash, restrictions);
  }
  return hash;
}

function hashRestrictions(hash: number, restrictions: TariffRestrictions): number {
  const { startTime, startDate, minKwh, maxKwh, minDuration, maxDuration } = restrictions;
  let mixed = mix(mix(hash, minDuration ?? -1), maxDuration ?? -1);
  if (startTime !== undefined) mixed = hashText(mixed, startTime);
  if (startDate !== undefined) mixed = hashText(mixed, startDate);
  if (minKwh !== undefined) mixed = mix(mixed, Number(minKwh) | 0);
  return maxKwh === undefined ? mixed : mix(mixed, Number(maxKwh) | 0);
}

function mix(hash: number, value: number): number {
  return (Math.imul(hash ^ value, 0x9e37_79b1) ^ (hash >>> 15)) | 0;
}

function hashText(hash: number, text: string): number {
  let mixed = hash;
  for (let index = 0; index < text.length; index++) mixed = mix(mixed, text.charCodeAt(index));
  return mixed;
}

/** Whether two tariffs price everything the same: texts for people and times of change play no part. */
function isSameTariff(a: Tariff, b: Tariff): boolean {
  return (
    a.id === b.id &&
    a.currency === b.currency &&
    a.type === b.type &&
    a.taxIncluded === b.taxIncluded &&
    isSameInstant(a.startDateTime, b.startDateTime) &&
    isSameInstant(a.endDateTime, b.endDateTime) &&
    isSameLimit(a.minPrice, b.minPrice) &&
    isSameLimit(a.maxPrice, b.maxPrice) &&
    isSameList(a.elements, b.elements, isSameElement) &&
    isSameList(a.unread ?? [], b.unread ?? [], Object.is)
  );
}

function isSameElement(a: TariffElement, b: TariffElement): boolean {
  return (
    isSameList(a.priceComponents, b.priceComponents, isSameComponent) &&
    isSameRestrictions(a.restrictions, b.restrictions)
  );
}

function isSameComponent(a: PriceComponent, b: PriceComponent): boolean {
  return a.type === b.type && a.price === b.price && a.vat === b.vat && a.stepSize === b.stepSize;
}

function isSameRestrictions(a?: TariffRestrictions, b?: TariffRestrictions): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.startTime === b.startTime &&
    a.endTime === b.endTime &&
    a.startDate === b.startDate &&
    a.endDate === b.endDate &&
    a.minKwh === b.minKwh &&
    a.maxKwh === b.maxKwh &&
    a.minCurrent === b.minCurrent &&
    a.maxCurrent === b.maxCurrent &&
    a.minPower === b.minPower &&
    a.maxPower === b.maxPower &&
    a.minDuration === b.minDuration &&
    a.maxDuration === b.maxDuration &&
    a.reservation === b.reservation &&
    isSameList(a.dayOfWeek, b.dayOfWeek, Object.is)
  );
}

function isSameLimit(a?: PriceLimit, b?: PriceLimit): boolean {
  return a?.beforeTaxes === b?.beforeTaxes && a?.afterTaxes === b?.afterTaxes;
}

function isSameInstant(a?: Temporal.Instant, b?: Temporal.Instant): boolean {
  return a?.epochMilliseconds === b?.epochMilliseconds;
}

function isSameList<T>(
  a: readonly T[],
  b: readonly T[],
  isSame: (one: T, other: T) => boolean,
): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++)
    if (!isSame(a[index] as T, b[index] as T)) return false;
  return true;
}
