import type { SiteState, StateSession, ToldProfile } from "./site-state";

/**
 * What a plan of a site rests on, as text: two states with the same facts can have the same plan. The tree and its
 * limits, who charges where, what is wanted, and what stations confirmed or still owe an answer to. Not the energy that
 * flows meanwhile: each reading would have the plan made anew.
 */
export function siteFacts(state: SiteState): string {
  const { span, voltage, isSteered, rateUnit, safeW, nodes } = state;
  return JSON.stringify({
    span: [span.startsAt.epochMilliseconds, span.slotMinutes, span.slots],
    site: [voltage, isSteered, rateUnit, safeW, state.assumedStayMinutes, state.assumedEnergyWh],
    nodes: nodes.map(({ id, parentId, limitA, limitW }) => [id, parentId, limitA, limitW]),
    sessions: state.sessions.map(sessionFacts),
  });
}

function sessionFacts(session: StateSession): readonly unknown[] {
  const { goal, car, plug, steering } = session;
  return [
    session.id,
    session.nodeId,
    [plug.isDirect, plug.phases, plug.firstPhase, plug.maxW],
    car && [car.phases, car.maxAcW, car.maxDcW, car.minCurrentA, car.batteryWh],
    goal && [
      goal.style,
      goal.departureAt?.epochMilliseconds ?? null,
      goal.energyWh,
      goal.boostedAt?.epochMilliseconds ?? null,
    ],
    session.hindrance,
    steering.confirmed && idOf(steering.confirmed),
    steering.unanswered.map(idOf),
    steering.newest?.stands ?? null,
  ];
}

const idOf = ({ requestId }: ToldProfile) => requestId;
