import type { Cpo } from "./cpo";

/** True once the eMSP has answered about every tariff and location. */
export function isIntroduced(cpo: Cpo): boolean {
  const { tariffs, locations, progress } = cpo.state;
  const told = [...tariffs.all(), ...locations.all()];
  return (
    progress.value.registration !== null &&
    told.every(({ delivery }) => delivery.state !== "pending")
  );
}
