import { callOcpi } from "./client";
import type { Cpo } from "./cpo";
import type { Credentials, Endpoint } from "./ocpi-objects";
import { findViolations } from "./validate-object";

/** Either the endpoints of the other side, or why not, with the status code of the 3xxx range that says so. */
export type Discovery =
  | { ok: true; endpoints: Endpoint[] }
  | { ok: false; code: 3001 | 3002 | 3003; reason: string };

const NEEDED: readonly [string, Endpoint["role"] | null][] = [
  ["credentials", null],
  ["locations", "RECEIVER"],
  ["tariffs", "RECEIVER"],
  ["sessions", "RECEIVER"],
  ["cdrs", "RECEIVER"],
  ["tokens", "SENDER"],
];

function isEndpoint(value: unknown): value is Endpoint {
  return findViolations("Endpoint", value).length === 0;
}

export function isCredentials(value: unknown): value is Credentials {
  return findViolations("Credentials", value).length === 0;
}

function versionUrl(data: unknown): string | null | undefined {
  if (!Array.isArray(data)) return null;
  for (const offered of data as unknown[]) {
    if (typeof offered !== "object" || offered === null) continue;
    const url: unknown = Reflect.get(offered, "url");
    if (Reflect.get(offered, "version") === "2.2.1" && typeof url === "string") return url;
  }
  return undefined;
}

/** Reads the other side's versions and the details of 2.2.1, and checks that it offers what a CPO needs. */
export async function discover(cpo: Cpo, versionsUrl: string, token: string): Promise<Discovery> {
  const versions = await callOcpi(cpo, { method: "GET", url: versionsUrl, token });
  if (versions.outcome !== "accepted") {
    return { ok: false, code: 3001, reason: `versions: HTTP ${versions.http} ${versions.message}` };
  }
  const url = versionUrl(versions.data);
  if (url === null) return { ok: false, code: 3001, reason: "versions: data is not a list" };
  if (url === undefined) return { ok: false, code: 3002, reason: "2.2.1 is not offered" };
  const details = await callOcpi(cpo, { method: "GET", url, token });
  const data: unknown = details.data;
  const listed: unknown =
    typeof data === "object" && data !== null ? Reflect.get(data, "endpoints") : undefined;
  if (details.outcome !== "accepted" || !Array.isArray(listed)) {
    return { ok: false, code: 3001, reason: `details: HTTP ${details.http} ${details.message}` };
  }
  const endpoints = listed.filter(isEndpoint);
  const missing = NEEDED.filter(
    ([identifier, role]) =>
      !endpoints.some(
        (endpoint) =>
          endpoint.identifier === identifier && (role === null || endpoint.role === role),
      ),
  );
  if (missing.length > 0) {
    const names = missing.map(([identifier, role]) => `${identifier} ${role ?? ""}`.trim());
    return { ok: false, code: 3003, reason: `not offered: ${names.join(", ")}` };
  }
  return { ok: true, endpoints };
}
