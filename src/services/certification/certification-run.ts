import { and, desc, eq, type SQL } from "drizzle-orm";
import { isId, type Id } from "@/core/ids";
import { certificationRuns } from "@/db/schema/exchange";
import { partners } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import { readActorNames } from "@/services/audit/list-audit";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requirePartnerPerson } from "@/services/partners/partner-access";
import { ServiceError } from "@/services/service-error";
import { isComplete, type StepResult } from "./certification-step";
import { judgeSteps } from "./judge-steps";

/** A run of the self-certification. */
export interface CertificationRun {
  readonly id: Id<"other">;
  readonly version: string;
  readonly state: "running" | "passed" | "stopped";
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  /** The name of whoever started it. */
  readonly startedBy: string;
}

/** A run with what was seen of each step. */
export interface CertificationReport extends CertificationRun {
  readonly partnerName: string;
  readonly steps: readonly StepResult[];
}

const MOST_RUNS = 50;

/**
 * The runs of the acting person's partner, newest first (50 at most).
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listCertificationRuns(ctx: Ctx): Promise<readonly CertificationRun[]> {
  const partnerId = await requirePartnerPerson(ctx);
  const rows = await selectRuns(ctx, partnerId);
  const names = await readActorNames(
    ctx,
    rows.map(({ run }) => run.startedBy),
  );
  return rows.map(({ run }) => toRun(run, names));
}

/**
 * A run of the acting person's partner, judged by what was seen until now. One that runs and has every step it
 * needs has passed by that, and is closed.
 * @throws ServiceError NOT_FOUND also for others' runs, FORBIDDEN, UNAUTHENTICATED.
 */
export async function watchCertification(ctx: Ctx, id: string): Promise<CertificationReport> {
  const partnerId = await requirePartnerPerson(ctx);
  const [row] = isId(id)
    ? await selectRuns(ctx, partnerId, eq(certificationRuns.id, id as Id<"other">))
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such run.");
  const steps = await judgeSteps(ctx, row.run);
  const run =
    row.run.state === "running" && isComplete(steps) ? await closePassed(ctx, row.run) : row.run;
  const names = await readActorNames(ctx, [run.startedBy]);
  return { ...toRun(run, names), partnerName: row.partnerName, steps };
}

type Row = typeof certificationRuns.$inferSelect;

function selectRuns(ctx: Ctx, partnerId: Id<"partner">, which?: SQL) {
  return ctx.db
    .select({ run: certificationRuns, partnerName: partners.name })
    .from(certificationRuns)
    .innerJoin(
      partners,
      and(
        eq(partners.tenantId, certificationRuns.tenantId),
        eq(partners.id, certificationRuns.partnerId),
      ),
    )
    .where(
      and(
        eq(certificationRuns.tenantId, ctx.tenantId),
        eq(certificationRuns.partnerId, partnerId),
        which,
      ),
    )
    .orderBy(desc(certificationRuns.startedAt), desc(certificationRuns.id))
    .limit(MOST_RUNS);
}

// Stopped by somebody meanwhile, it stays stopped.
async function closePassed(ctx: Ctx, run: Row): Promise<Row> {
  const closed = { state: "passed", endedAt: ctx.clock.now() } as const;
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .update(certificationRuns)
      .set(closed)
      .where(
        and(
          eq(certificationRuns.tenantId, tx.tenantId),
          eq(certificationRuns.id, run.id),
          eq(certificationRuns.state, "running"),
        ),
      )
      .returning();
    if (row) {
      await writeAudit(tx, {
        action: "certification.passed",
        subjectType: "partner",
        subjectId: run.partnerId,
        detail: { runId: run.id, version: run.version },
      });
    }
    return row ?? run;
  });
}

function toRun(row: Row, names: ReadonlyMap<string, string>): CertificationRun {
  const { id, version, state, startedAt, endedAt, startedBy } = row;
  return { id, version, state, startedAt, endedAt, startedBy: names.get(startedBy) ?? startedBy };
}
