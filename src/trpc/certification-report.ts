import type { CertificationReport } from "@/services/certification/certification-run";

/** A run as it travels to browsers and files: times as ISO texts. */
export function reportOf(report: CertificationReport) {
  const { startedAt, endedAt, steps, ...run } = report;
  return {
    ...run,
    startedAt: startedAt.toString(),
    endedAt: endedAt?.toString() ?? null,
    steps: steps.map(({ evidence, isSince22: _since, ...step }) => ({
      ...step,
      evidence: evidence && { ...evidence, at: evidence.at.toString() },
    })),
  };
}
