import { accept, type Exchange, METHOD_NOT_ALLOWED, NOT_FOUND, type Reply } from "./exchange";
import { modulesOf } from "./modules";
import { OCPI_VERSIONS } from "./ocpi-version";

/** The versions that are offered, oldest first. */
export function listVersions({ cpo, method, path }: Exchange): Reply {
  if (path.length > 0) return NOT_FOUND;
  if (method !== "GET") return METHOD_NOT_ALLOWED;
  const offered = OCPI_VERSIONS.filter((version) => cpo.configuration.versions.includes(version));
  return accept(offered.map((version) => ({ version, url: `${cpo.baseUrl}/ocpi/${version}` })));
}

/** The details of one version; the endpoints of 2.1.1 have no role. */
export function showDetails({ cpo, method, path, version }: Exchange): Reply {
  if (path.length > 0) return NOT_FOUND;
  if (method !== "GET") return METHOD_NOT_ALLOWED;
  const endpoints = modulesOf(version).map(({ identifier, role, below }) => ({
    identifier,
    ...(version === "2.1.1" ? {} : { role }),
    url: `${cpo.baseUrl}/ocpi/${version}/${below}`,
  }));
  return accept({ version, endpoints });
}
