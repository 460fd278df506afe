import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";
import type { Tariff } from "@/core/roaming/tariff";

import type { RatingNote, Unpriceable } from "./priced-cdr";

/**
 * The index of the tariff of a session that starts at `start`, where its periods name none: valid at
 * that time before not valid, regular before charging-profile tariffs, those for ad hoc payment last,
 * then the first in order. OCPI mod_tariffs, TariffType.
 */
export function selectTariff(
  tariffs: readonly Tariff[],
  start: Temporal.Instant,
): Outcome<number, Unpriceable> {
  let best: { index: number; rank: number } | undefined;
  for (const [index, tariff] of tariffs.entries()) {
    const rank = (isValidAt(tariff, start) ? 0 : 10) + typeRank(tariff);
    if (best === undefined || rank < best.rank) best = { index, rank };
  }
  return best === undefined ? no({ code: "no-tariff" }) : ok(best.index);
}

/** What is questionable about pricing a session that starts at `start` by this tariff. */
export function noteTariff(tariff: Tariff, start: Temporal.Instant): RatingNote[] {
  const notes: RatingNote[] = [];
  const tariffId = tariff.id;
  if (!isValidAt(tariff, start)) notes.push({ code: "tariff-not-valid-at-start", tariffId });
  if (tariff.type === "AD_HOC_PAYMENT") notes.push({ code: "ad-hoc-tariff", tariffId });
  return notes;
}

/** The index of the tariff with this id, in any letter case. */
export function findTariff(
  tariffs: readonly Tariff[],
  tariffId: string,
): Outcome<number, Unpriceable> {
  const wanted = tariffId.toLowerCase();
  const index = tariffs.findIndex((tariff) => tariff.id.toLowerCase() === wanted);
  return index < 0 ? no({ code: "unknown-tariff", tariffId }) : ok(index);
}

function isValidAt(tariff: Tariff, at: Temporal.Instant): boolean {
  const { startDateTime, endDateTime } = tariff;
  return (
    (startDateTime === undefined || Temporal.Instant.compare(startDateTime, at) <= 0) &&
    (endDateTime === undefined || Temporal.Instant.compare(at, endDateTime) < 0)
  );
}

function typeRank(tariff: Tariff): number {
  if (tariff.type === "AD_HOC_PAYMENT") return 2;
  return tariff.type === undefined || tariff.type === "REGULAR" ? 0 : 1;
}
