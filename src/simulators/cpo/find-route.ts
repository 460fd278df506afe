import type { Cpo } from "./cpo";
import { modulesOf, type OcpiModule } from "./modules";
import { highestFirst, isOcpiVersion, type OcpiVersion } from "./ocpi-version";
import { listVersions, showDetails } from "./route-versions";

/** What answers a path. */
export interface Route {
  /** The part of the path that leads to it. */
  prefix: string;
  /** Null for the list of versions, which is of none. */
  version: OcpiVersion | null;
  answer: OcpiModule["answer"];
  isFunctional: boolean;
}

const VERSIONS_PATH = "/ocpi/versions";

function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** The route of a path, if one of the offered versions has it. */
export function findRoute(cpo: Cpo, path: string): Route | undefined {
  if (isBelow(path, VERSIONS_PATH)) {
    return { prefix: VERSIONS_PATH, version: null, answer: listVersions, isFunctional: false };
  }
  const named = path.split("/")[2];
  const version = isOcpiVersion(named) ? named : undefined;
  if (version === undefined || !cpo.configuration.versions.includes(version)) return undefined;
  const base = `/ocpi/${version}`;
  const found = modulesOf(version).find(({ below }) => isBelow(path, `${base}/${below}`));
  return found === undefined
    ? { prefix: base, version, answer: showDetails, isFunctional: false }
    : {
        prefix: `${base}/${found.below}`,
        version,
        answer: found.answer,
        isFunctional: found.isFunctional,
      };
}

/** The version in which a route is answered; the list of versions as the highest one would be. */
export function versionOfRoute(cpo: Cpo, { version }: Route): OcpiVersion {
  return version ?? highestFirst(cpo.configuration.versions)[0] ?? "2.2.1";
}
