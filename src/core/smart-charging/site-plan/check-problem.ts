import { no, ok, type Outcome } from "@/core/outcome";
import type { ProblemNode, ProblemSession, SiteProblem } from "./site-problem";

/** What is wrong with a problem, and with which node or session (its id; "site": the problem itself). */
export interface ProblemFault {
  readonly code:
    | "bad-number"
    | "wrong-length"
    | "same-id"
    | "unknown-parent"
    | "parent-after-child"
    | "no-root"
    | "unknown-node";
  readonly at: string;
  readonly field: string;
}

function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function seriesFaults(
  at: string,
  slots: number,
  series: Readonly<Record<string, readonly (number | null)[]>>,
  isGood: (value: number) => boolean,
): ProblemFault[] {
  return Object.entries(series).flatMap(([field, values]): ProblemFault[] => {
    if (values.length !== slots) return [{ code: "wrong-length", at, field }];
    const isFine = values.every((value) => value === null || isGood(value));
    return isFine ? [] : [{ code: "bad-number", at, field }];
  });
}

function nodeFaults(problem: SiteProblem): ProblemFault[] {
  const all = new Set(problem.nodes.map((node) => node.id));
  const before = new Set<string>();
  const faults: ProblemFault[] = [];
  for (const node of problem.nodes) {
    const { id, parentId, limitW, limitA, baseW } = node satisfies ProblemNode;
    if (before.has(id)) faults.push({ code: "same-id", at: id, field: "id" });
    if (parentId !== null && !before.has(parentId)) {
      const code = all.has(parentId) ? "parent-after-child" : "unknown-parent";
      faults.push({ code, at: id, field: "parentId" });
    }
    before.add(id);
    faults.push(...seriesFaults(id, problem.slots, { limitW, limitA }, isAmount));
    faults.push(...seriesFaults(id, problem.slots, { baseW }, isAmount));
    if (baseW.some((value: number | null) => value === null)) {
      faults.push({ code: "bad-number", at: id, field: "baseW" });
    }
  }
  return faults;
}

function sessionFaults(problem: SiteProblem): ProblemFault[] {
  const nodes = new Set(problem.nodes.map((node) => node.id));
  const seen = new Set<string>();
  return problem.sessions.flatMap((session: ProblemSession) => {
    const faults: ProblemFault[] = [];
    const at = session.id;
    if (seen.has(at)) faults.push({ code: "same-id", at, field: "id" });
    seen.add(at);
    if (!nodes.has(session.nodeId)) faults.push({ code: "unknown-node", at, field: "nodeId" });
    for (const field of ["needWh", "maxW", "minW", "countsW"] as const) {
      if (!isAmount(session[field])) faults.push({ code: "bad-number", at, field });
    }
    if (session.givenWh !== undefined && !isAmount(session.givenWh)) {
      faults.push({ code: "bad-number", at, field: "givenWh" });
    }
    if (session.lastW !== null && !isAmount(session.lastW)) {
      faults.push({ code: "bad-number", at, field: "lastW" });
    }
    for (const field of ["arrivalSlot", "departureSlot"] as const) {
      if (!Number.isInteger(session[field])) faults.push({ code: "bad-number", at, field });
    }
    if (!Number.isFinite(session.priority)) {
      faults.push({ code: "bad-number", at, field: "priority" });
    }
    return faults;
  });
}

/**
 * A problem that `planSite` can take, or all that is wrong with it: numbers that are no amounts, series of the wrong
 * length, ids used twice, nodes that don't hang together (a cycle shows as a parent after its child), sessions at no
 * node. A session that can't charge (no need, no stay, its least above its most) is no fault: it gets nothing.
 */
export function checkProblem(problem: SiteProblem): Outcome<SiteProblem, readonly ProblemFault[]> {
  const { slots } = problem;
  const faults: ProblemFault[] = [];
  const own = { code: "bad-number", at: "site" } as const;
  if (!Number.isInteger(slots) || slots < 0) faults.push({ ...own, field: "slots" });
  if (!(problem.slotMinutes > 0 && Number.isFinite(problem.slotMinutes))) {
    faults.push({ ...own, field: "slotMinutes" });
  }
  if (!(problem.voltage > 0 && Number.isFinite(problem.voltage))) {
    faults.push({ ...own, field: "voltage" });
  }
  const { price, carbon } = problem;
  faults.push(...seriesFaults("site", slots, { price }, Number.isFinite));
  faults.push(...seriesFaults("site", slots, { carbon }, Number.isFinite));
  if (problem.nodes.length > 0 && problem.nodes.every((node) => node.parentId !== null)) {
    faults.push({ code: "no-root", at: "site", field: "nodes" });
  }
  faults.push(...nodeFaults(problem), ...sessionFaults(problem));
  return faults.length === 0 ? ok(problem) : no(faults);
}
