import { no, ok, type Outcome } from "@/core/outcome";
import type { JsonValue } from "@/ocpi/json-value";
import { describeAnswer, type PartnerAnswer } from "@/ocpi/read-envelope";
import { STATUS } from "@/ocpi/status-codes";
import { parseVersion, parseVersionDetails } from "@/ocpi/v2_2_1/parse";
import { VERSION } from "@/ocpi/versions";
import type { Ctx } from "@/services/context";
import type { PartnerConnection, PartnerEndpoint } from "@/services/partners/partner-connection";
import { callPartner, encodingOf, type PartnerRequest } from "./client";
import { PartnerError } from "./partner-error";

/** Where a partner's modules are, and the form of token it took. */
export interface Discovery {
  readonly endpoints: readonly PartnerEndpoint[];
  readonly credentialsUrl: string;
  readonly encoding: "raw" | "base64";
}

/** Why a partner's modules were not found: the OCPI code for the partner, words for operations. */
export interface DiscoveryFailure {
  readonly status: number;
  readonly message: string;
  /** Nobody answered. */
  readonly isTransient: boolean;
}

type Found<T> = Outcome<T, DiscoveryFailure>;

function failure(status: number, message: string, isTransient = false) {
  return no<DiscoveryFailure>({ status, message, isTransient });
}

/** Where and with which token to look. */
export interface Place {
  readonly versionsUrl: string;
  readonly token: string;
}

/**
 * GETs a partner's versions and the details of ours. A 401 is tried once more with the token in the other form.
 * Fails with 3001 where the partner can't be read, 3002 without our version, 3003 without what we need.
 * OCPI 2.2.1 credentials, Registration.
 */
export async function discoverPartner(
  ctx: Ctx,
  partner: PartnerConnection,
  place: Place,
): Promise<Found<Discovery>> {
  const first = encodingOf(partner);
  const request = { method: "GET", url: place.versionsUrl, token: place.token } as const;
  const get = (url: string, encoding: Discovery["encoding"]) =>
    ask(ctx, partner, { ...request, url, module: "versions" }, encoding);
  let encoding = first;
  let versions = await get(place.versionsUrl, encoding);
  if (versions.ok && versions.value.http === 401) {
    encoding = first === "raw" ? "base64" : "raw";
    versions = await get(place.versionsUrl, encoding);
  }
  if (!versions.ok) return versions;
  if (!versions.value.isSuccess) return unreadable("versions", versions.value);
  const detailsUrl = findVersion(versions.value.data, ctx.clock.now());
  if (detailsUrl === null) {
    return failure(STATUS.unsupportedVersion, `The partner does not offer OCPI ${VERSION}.`);
  }
  const details = await get(detailsUrl, encoding);
  if (!details.ok) return details;
  if (!details.value.isSuccess) return unreadable("version details", details.value);
  const endpoints = readEndpoints(details.value.data, ctx.clock.now());
  if (endpoints === null) return unreadable("version details", details.value);
  return requireModules(endpoints, encoding);
}

async function ask(
  ctx: Ctx,
  partner: PartnerConnection,
  request: PartnerRequest,
  encoding: Discovery["encoding"],
): Promise<Found<PartnerAnswer>> {
  try {
    return ok(await callPartner(ctx, partner, request, encoding));
  } catch (error) {
    if (!(error instanceof PartnerError)) throw error;
    const isTransient = error.kind === "unreachable";
    return failure(STATUS.unableToUseClientApi, error.message, isTransient);
  }
}

function unreadable(what: string, answer: PartnerAnswer) {
  const message = `The partner's ${what} can't be read: ${describeAnswer(answer)}.`;
  return failure(STATUS.unableToUseClientApi, message, answer.http >= 500);
}

function findVersion(data: JsonValue | undefined, now: Temporal.Instant): string | null {
  if (!Array.isArray(data)) return null;
  for (const entry of data) {
    const read = parseVersion(entry, now);
    if (read.ok && read.value.version.version === VERSION) return read.value.version.url;
  }
  return null;
}

function readEndpoints(
  data: JsonValue | undefined,
  now: Temporal.Instant,
): readonly PartnerEndpoint[] | null {
  const read = parseVersionDetails(data ?? null, now);
  if (!read.ok) return null;
  return read.value.details.endpoints.flatMap(({ identifier, role, url }) =>
    role === "SENDER" || role === "RECEIVER" ? [{ identifier, role, url }] : [],
  );
}

const OF_USE = new Set([
  "locations SENDER",
  "tariffs SENDER",
  "sessions SENDER",
  "cdrs SENDER",
  "tokens RECEIVER",
]);

function requireModules(
  endpoints: readonly PartnerEndpoint[],
  encoding: Discovery["encoding"],
): Found<Discovery> {
  const credentials = endpoints.find(({ identifier }) => identifier === "credentials");
  if (!credentials) {
    return failure(STATUS.endpointsMissing, "The partner's details name no credentials endpoint.");
  }
  if (!endpoints.some(({ identifier, role }) => OF_USE.has(`${identifier} ${role}`))) {
    return failure(STATUS.endpointsMissing, "The partner's details name no module of a CPO.");
  }
  return ok({ endpoints, credentialsUrl: credentials.url, encoding });
}
