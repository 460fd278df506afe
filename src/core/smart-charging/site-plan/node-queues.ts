import { stayOf } from "./fixed-load";
import type { ProblemSession, SiteProblem } from "./site-problem";

/** Who shares a node in a slot. */
export interface Queues {
  /** How many sessions want power below `node` in `slot`, and the place of `session` among them by departure, from 1. */
  readonly at: (
    node: number,
    slot: number,
    session: number,
  ) => { readonly length: number; readonly place: number };
}

interface Member {
  readonly index: number;
  readonly session: ProblemSession;
  readonly chain: readonly number[];
  readonly powers: readonly number[];
  readonly isShort: boolean;
}

/**
 * Queues at the nodes of a plan. A session stands in one from its arrival to its departure as long as it still gets
 * power or is short of what was wanted. Sessions that leave in the same slot share a place.
 */
export function openQueues(problem: SiteProblem, members: readonly Member[]): Queues {
  const below: Member[][] = problem.nodes.map(() => []);
  const until = new Map<Member, number>();
  for (const member of members) {
    if (member.session.control !== "steered" || member.session.needWh <= 0) continue;
    const { to } = stayOf(member.session, problem.slots);
    until.set(member, member.isShort ? to : member.powers.findLastIndex((watts) => watts > 0) + 1);
    for (const node of member.chain) below[node]!.push(member);
  }
  const known = new Map<string, number[]>();
  const departures = (node: number, slot: number): number[] => {
    const key = `${node}/${slot}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const here = below[node]!.filter(
      (one) => one.session.arrivalSlot <= slot && slot < until.get(one)!,
    )
      .map((one) => one.session.departureSlot)
      .toSorted((a, b) => a - b);
    known.set(key, here);
    return here;
  };
  return {
    at: (node, slot, session) => {
      const queue = departures(node, slot);
      const place = queue.indexOf(members[session]!.session.departureSlot) + 1;
      return { length: queue.length, place };
    },
  };
}
