import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";
import type { Tariff } from "@/core/roaming/tariff";

import type { CompiledTariff } from "./compile-tariff";
import type { RatingNote, Unpriceable } from "./priced-cdr";

const NOT_VALID = 10;

/**
 * The index of the tariff of a session that starts at `startMs` (epoch milliseconds), where its periods
 * name none: valid at that time before not valid, regular before charging-profile tariffs, those for ad
 * hoc payment last, then the first in order. OCPI mod_tariffs, TariffType.
 */
export function selectTariff(
  tariffs: readonly Tariff[],
  startMs: number,
): Outcome<number, Unpriceable> {
  if (tariffs.length === 1) return FIRST;
  const best = bestOf(tariffs, startMs, () => true);
  return best === undefined ? no({ code: "no-tariff" }) : ok(best);
}

/** Adds what is questionable about pricing a session that starts at `startMs` by this tariff. */
export function noteTariff(
  { tariff, validFromMs, validUntilMs }: CompiledTariff,
  startMs: number,
  notes: RatingNote[],
): void {
  const tariffId = tariff.id;
  if (startMs < validFromMs || startMs >= validUntilMs)
    notes.push({ code: "tariff-not-valid-at-start", tariffId });
  if (tariff.type === "AD_HOC_PAYMENT") notes.push({ code: "ad-hoc-tariff", tariffId });
}

/**
 * The index of the tariff with this id, in any letter case. Of several versions the one that is valid
 * at `startMs` (epoch milliseconds).
 */
export function findTariff(
  tariffs: readonly Tariff[],
  tariffId: string,
  startMs: number,
): Outcome<number, Unpriceable> {
  if (tariffs.length === 1 && tariffs[0]?.id === tariffId) return FIRST;
  const wanted = tariffId.toLowerCase();
  const best = bestOf(tariffs, startMs, ({ id }) => id.toLowerCase() === wanted);
  return best === undefined ? no({ code: "unknown-tariff", tariffId }) : ok(best);
}

const FIRST = ok(0);

function bestOf(
  tariffs: readonly Tariff[],
  startMs: number,
  isCandidate: (tariff: Tariff) => boolean,
): number | undefined {
  let best: { index: number; rank: number } | undefined;
  for (const [index, tariff] of tariffs.entries()) {
    if (!isCandidate(tariff)) continue;
    const rank = (isValidAt(tariff, startMs) ? 0 : NOT_VALID) + typeRank(tariff);
    if (best === undefined || rank < best.rank) best = { index, rank };
  }
  return best?.index;
}

function isValidAt({ startDateTime, endDateTime }: Tariff, atMs: number): boolean {
  return (
    (startDateTime === undefined || startDateTime.epochMilliseconds <= atMs) &&
    (endDateTime === undefined || atMs < endDateTime.epochMilliseconds)
  );
}

function typeRank({ type }: Tariff): number {
  if (type === "AD_HOC_PAYMENT") return 2;
  return type === undefined || type === "REGULAR" ? 0 : 1;
}
