import { and, eq } from "drizzle-orm";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { type StepId, type StepResult, type StepRule, stepsOf } from "./certification-step";
import {
  findEvidence,
  findHandshake,
  findLatestMessages,
  findLatestRatedCdr,
  type RatedCdr,
  type RunWindow,
  type StepEvidence,
} from "./find-evidence";

/** How many of the latest messages must be without fault. */
const LATEST = 5;

/** The notes that speak against a habit. */
const HABITS: Partial<Record<StepId, RegExp>> = {
  "request-ids": /^x-(request|correlation)-id: /,
  routing: /^ocpi-(from|to): /,
  "token-encoding": /^authorization: /,
  "date-times": /(^|: )(no-zone|offset|loose-date-time)$/,
};

type Finding = Pick<StepResult, "state"> &
  Partial<Pick<StepResult, "evidence" | "lacks" | "figures">>;

const WAITING: Finding = { state: "waiting" };

/**
 * How far each step has come, from what was kept of the messages between the partner and us while the run lasted.
 * Nothing of it is stored: what is kept is the evidence.
 */
export async function judgeSteps(ctx: Ctx, window: RunWindow): Promise<readonly StepResult[]> {
  const [evidence, latest, handshake, cdr] = await Promise.all([
    findEvidence(ctx, window),
    findLatestMessages(ctx, window, LATEST),
    judgeHandshake(ctx, window),
    findLatestRatedCdr(ctx, window),
  ]);
  const findingOf = ({ id }: StepRule): Finding => {
    const habit = HABITS[id];
    if (habit) return judgeHabit(latest, habit);
    if (id === "handshake") return handshake;
    if (id === "cdr-arithmetic") return judgeArithmetic(cdr);
    return judgeEvidence(evidence.get(id));
  };
  return stepsOf(window.version).map((rule) => ({
    ...rule,
    evidence: null,
    lacks: [],
    figures: null,
    ...findingOf(rule),
  }));
}

function judgeEvidence(found: StepEvidence | undefined): Finding {
  if (found?.shows) return { state: "seen", evidence: found.shows };
  return found?.fails ? { state: "wrong", evidence: found.fails } : WAITING;
}

/** The latest messages decide, so that what was mended counts. */
function judgeHabit(
  latest: Awaited<ReturnType<typeof findLatestMessages>>,
  fault: RegExp,
): Finding {
  const faulty = latest.find(({ notes }) => notes.some((note) => fault.test(note)));
  if (faulty) {
    const { notes, ...evidence } = faulty;
    return { state: "wrong", evidence, lacks: notes.filter((note) => fault.test(note)) };
  }
  const [last] = latest;
  if (!last || latest.length < LATEST) return WAITING;
  const { notes: _notes, ...evidence } = last;
  return { state: "seen", evidence };
}

/** A connection that was registered before the run need not be registered again. */
async function judgeHandshake(ctx: Ctx, window: RunWindow): Promise<Finding> {
  const [[partner], found] = await Promise.all([
    ctx.db
      .select({ state: partners.state, version: partners.version })
      .from(partners)
      .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, window.partnerId))),
    findHandshake(ctx, window),
  ]);
  if (partner?.state === "registered" && partner.version === window.version) {
    return { state: "seen", evidence: found.shows };
  }
  if (partner?.state === "registered") {
    return { state: "wrong", evidence: found.shows, lacks: [`version: ${partner.version ?? "?"}`] };
  }
  return found.fails ? { state: "wrong", evidence: found.fails } : WAITING;
}

function judgeArithmetic(cdr: RatedCdr | null): Finding {
  if (!cdr) return WAITING;
  const { evidence, verdict, claimedMicro, ownMicro, currency } = cdr;
  const agrees = verdict === "match" || verdict === "rounding" || verdict === "explainable";
  const figures = { claimedMicro, ownMicro, currency };
  return { state: agrees ? "seen" : "wrong", evidence, figures };
}
