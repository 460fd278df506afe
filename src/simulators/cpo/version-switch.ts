import { type Cpo, versionOf } from "./cpo";
import { type OcpiVersion } from "./ocpi-version";
import { PENDING } from "./state";

/**
 * After a registration has moved to another version, tariffs and locations are told once more, as they read differently
 * now. Sessions and CDRs that the eMSP has are not: the same CDR in other words would only be a conflict.
 */
export function adoptVersion(cpo: Cpo, former: OcpiVersion): void {
  if (versionOf(cpo) === former) return;
  const { tariffs, locations } = cpo.state;
  for (const record of tariffs.all())
    tariffs.save(record.object.id, { ...record, delivery: { ...PENDING } });
  for (const record of locations.all())
    locations.save(record.object.id, { ...record, delivery: { ...PENDING } });
  cpo.log(`speaks ${versionOf(cpo)} instead of ${former}`);
}
