import { type Cpo, locationsOf, versionOf } from "./cpo";
import { type ObjectWriter, type World, writer221 } from "./object-writer";
import type { OcpiVersion } from "./ocpi-version";
import { writer211 } from "./writer-211";
import { writer230 } from "./writer-230";

/** The writer of one version. */
export function createWriter(version: OcpiVersion, world: World): ObjectWriter {
  if (version === "2.1.1") return writer211(world);
  return version === "2.3.0" ? writer230(world) : writer221;
}

/** The writer of the version that we speak with the eMSP, unless another is named. */
export function writerOf(cpo: Cpo, version = versionOf(cpo)): ObjectWriter {
  return createWriter(version, {
    vat: cpo.profile.vat,
    findLocation(id) {
      const location = locationsOf(cpo).find((candidate) => candidate.id === id);
      if (location === undefined) throw new Error(`location ${id} is not in the state`);
      return location;
    },
  });
}
