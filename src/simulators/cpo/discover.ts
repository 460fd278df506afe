import { type Answer, callOcpi } from "./client";
import type { Cpo } from "./cpo";
import type { Endpoint } from "./ocpi-objects";
import { highestFirst, type OcpiVersion } from "./ocpi-version";
import { readEndpoints } from "./read-objects";

/** Either the version and the endpoints of the other side, or why not, with the status code of the 3xxx range that says so. */
export type Discovery =
  | { ok: true; version: OcpiVersion; endpoints: Endpoint[] }
  | { ok: false; code: 3001 | 3002 | 3003; reason: string };

export interface Counterpart {
  versionsUrl: string;
  token: string;
  /** The versions that will do; the highest of them that the other side offers is taken. */
  versions: readonly OcpiVersion[];
}

const NEEDED: readonly [string, Endpoint["role"] | null][] = [
  ["credentials", null],
  ["locations", "RECEIVER"],
  ["tariffs", "RECEIVER"],
  ["sessions", "RECEIVER"],
  ["cdrs", "RECEIVER"],
  ["tokens", "SENDER"],
];

function urlOf(listed: readonly unknown[], version: OcpiVersion): string | undefined {
  for (const offered of listed) {
    if (typeof offered !== "object" || offered === null) continue;
    const url: unknown = Reflect.get(offered, "url");
    if (Reflect.get(offered, "version") === version && typeof url === "string") return url;
  }
  return undefined;
}

/** Before a version is agreed on, the token is shown as the highest one wants it, and raw to an eMSP that turns that down. */
async function getVersions(cpo: Cpo, theirs: Counterpart): Promise<Answer> {
  const { versionsUrl: url, token, versions } = theirs;
  const [highest = "2.2.1"] = highestFirst(versions);
  const answer = await callOcpi(cpo, { method: "GET", url, token, version: highest });
  const mayBeRaw = highest !== "2.1.1" && versions.includes("2.1.1");
  return answer.http === 401 && mayBeRaw
    ? await callOcpi(cpo, { method: "GET", url, token, version: "2.1.1" })
    : answer;
}

function missingOf(endpoints: readonly Endpoint[]): string[] {
  return NEEDED.filter(
    ([identifier, role]) =>
      !endpoints.some(
        (endpoint) =>
          endpoint.identifier === identifier && (role === null || endpoint.role === role),
      ),
  ).map(([identifier, role]) => `${identifier} ${role ?? ""}`.trim());
}

/** Reads the other side's versions and the details of the highest mutual one, and checks that it offers what a CPO needs. */
export async function discover(cpo: Cpo, theirs: Counterpart): Promise<Discovery> {
  const answer = await getVersions(cpo, theirs);
  if (answer.outcome !== "accepted") {
    return { ok: false, code: 3001, reason: `versions: HTTP ${answer.http} ${answer.message}` };
  }
  if (!Array.isArray(answer.data)) {
    return { ok: false, code: 3001, reason: "versions: data is not a list" };
  }
  const offered: unknown[] = answer.data;
  const version = highestFirst(theirs.versions).find((ours) => urlOf(offered, ours) !== undefined);
  const url = version === undefined ? undefined : urlOf(offered, version);
  if (version === undefined || url === undefined) {
    return { ok: false, code: 3002, reason: `${theirs.versions.join(", ")} is not offered` };
  }
  const details = await callOcpi(cpo, { method: "GET", url, token: theirs.token, version });
  const data: unknown = details.data;
  const listed: unknown =
    typeof data === "object" && data !== null ? Reflect.get(data, "endpoints") : undefined;
  if (details.outcome !== "accepted" || !Array.isArray(listed)) {
    return { ok: false, code: 3001, reason: `details: HTTP ${details.http} ${details.message}` };
  }
  const endpoints = readEndpoints(version, listed);
  const missing = missingOf(endpoints);
  return missing.length > 0
    ? { ok: false, code: 3003, reason: `not offered: ${missing.join(", ")}` }
    : { ok: true, version, endpoints };
}
