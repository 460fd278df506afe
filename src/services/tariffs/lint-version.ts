import type { LintFinding, LintVersion } from "@/core/rating/lint-finding";
import { lintTariff } from "@/core/rating/lint-tariff";
import type { Tariff } from "@/core/roaming/tariff";

const MOST_KEPT = 2_000;
const kept = new Map<string, readonly LintFinding[]>();

/**
 * What is questionable in a stored content of a tariff. A content never changes, and trying every
 * situation of a large tariff takes a while: findings are kept, the oldest dropped first. Whether it is
 * in force is not judged here, because that changes.
 */
export function lintVersion(
  versionId: string,
  tariff: Tariff,
  ocpiVersion: string | null,
): readonly LintFinding[] {
  const key = `${versionId} ${ocpiVersion ?? ""}`;
  const known = kept.get(key);
  if (known) return known;
  const version = (["2.1.1", "2.2.1", "2.3.0"] as const).find((one) => one === ocpiVersion);
  const findings = lintTariff(
    tariff,
    version === undefined ? {} : { version: version satisfies LintVersion },
  );
  kept.set(key, findings);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return findings;
}
