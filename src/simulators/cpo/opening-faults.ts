import type { Cpo } from "./cpo";
import type { OpenStay } from "./state";

type Opening = Omit<OpenStay, "toldUntilS">;

/** The faults that mark a session from its beginning: its reference lost, or its end never to be told. */
export function commitOpeningFaults(cpo: Cpo, opening: Opening): Opening {
  const { auth } = opening.stay;
  const isDropped = auth.reference !== undefined && cpo.faults.take("reference_dropped");
  const stay = isDropped ? { ...opening.stay, auth: { method: auth.method } } : opening.stay;
  const isEndless = cpo.faults.take("never_ending_session");
  return isEndless ? { ...opening, stay, isEndless } : { ...opening, stay };
}
