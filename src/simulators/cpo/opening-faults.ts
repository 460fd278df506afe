import type { Cpo } from "./cpo";
import type { OpenStay } from "./state";

type Opening = Omit<OpenStay, "toldUntilS">;

/** Whether a pause counts as parking is decided when the car comes, so that its session and its CDR agree. */
function decideParking(cpo: Cpo, opening: Opening): Opening {
  const { stay } = opening;
  if (!cpo.stations.isOn(stay.place.evse.uid, "parking_while_paused")) return opening;
  return { ...opening, stay: { ...stay, charge: { ...stay.charge, parksAtZero: true } } };
}

/**
 * The faults that mark a session from its beginning: pauses that count as parking, its reference lost, or its end never to
 * be told. The latter two are not spent on what is for an SCSP.
 */
export function commitOpeningFaults(cpo: Cpo, begun: Opening): Opening {
  const opening = decideParking(cpo, begun);
  const { auth } = opening.stay;
  if (opening.stay.isForeign === true) return opening;
  const isDropped = auth.reference !== undefined && cpo.faults.take("reference_dropped");
  const stay = isDropped ? { ...opening.stay, auth: { method: auth.method } } : opening.stay;
  const isEndless = cpo.faults.take("never_ending_session");
  return isEndless ? { ...opening, stay, isEndless } : { ...opening, stay };
}
