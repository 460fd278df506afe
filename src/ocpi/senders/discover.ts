import { no, ok, type Outcome } from "@/core/outcome";
import type { OcpiCodec } from "@/ocpi/codec";
import { codecFor } from "@/ocpi/codec-for";
import type { JsonValue } from "@/ocpi/json-value";
import { servedModules } from "@/ocpi/modules";
import { describeAnswer, type PartnerAnswer } from "@/ocpi/read-envelope";
import { STATUS } from "@/ocpi/status-codes";
import { parseVersion } from "@/ocpi/v2_2_1/parse";
import type { Ctx } from "@/services/context";
import type { PartnerConnection, PartnerEndpoint } from "@/services/partners/partner-connection";
import { foreignHosts } from "@/services/partners/partner-hosts";
import { callPartner, encodingOf, type PartnerRequest } from "./client";
import { PartnerError } from "./partner-error";

type Encoding = "raw" | "base64";

/** The version agreed on, where a partner's modules are, and the form of token it took. */
export interface Discovery {
  readonly codec: OcpiCodec;
  readonly endpoints: readonly PartnerEndpoint[];
  readonly credentialsUrl: string;
  readonly encoding: Encoding;
}

/** Why a partner's modules were not found: the OCPI code for the partner, words for operations. */
export interface DiscoveryFailure {
  readonly status: number;
  readonly message: string;
  /** Nobody answered. */
  readonly isTransient: boolean;
  /** Hosts that its addresses are at, and that operations must allow first. */
  readonly refusedHosts?: readonly string[];
}

type Found<T> = Outcome<T, DiscoveryFailure>;

function failure(status: number, message: string, isTransient = false) {
  return no<DiscoveryFailure>({ status, message, isTransient });
}

function refuseHosts(hosts: readonly string[]) {
  const message = `The partner's addresses are at other hosts than its versions; operations must allow them first: ${hosts.join(", ")}.`;
  const status = STATUS.unableToUseClientApi;
  return no<DiscoveryFailure>({ status, message, isTransient: false, refusedHosts: hosts });
}

/** Where and with which token to look. */
export interface Place {
  readonly versionsUrl: string;
  readonly token: string;
}

/**
 * GETs a partner's versions and the details of the first of `wanted` that it offers. A 401 is tried once more with
 * the token in the other form. Fails with 3001 where the partner can't be read, 3002 without a mutual version,
 * 3003 without what we need. A versions address must be at a host that the partner has already, all else at that of
 * the versions address or one that operations allowed: else 3001, with the hosts. OCPI credentials, Registration.
 */
export async function discoverPartner(
  ctx: Ctx,
  known: PartnerConnection,
  place: Place,
  wanted: readonly OcpiCodec[],
): Promise<Found<Discovery>> {
  const { token, versionsUrl } = place;
  const moved = foreignHosts(known, [versionsUrl]);
  if (moved.length > 0) return refuseHosts(moved);
  const partner = { ...known, versionsUrl };
  const get = async (url: string, first: Encoding): Promise<Found<Answered>> => {
    const request = { method: "GET", url, token, module: "versions" } as const;
    const answer = await ask(ctx, partner, request, first);
    if (!answer.ok) return answer;
    if (answer.value.http !== 401) return ok({ answer: answer.value, encoding: first });
    const encoding = first === "raw" ? "base64" : "raw";
    const again = await ask(ctx, partner, request, encoding);
    return again.ok ? ok({ answer: again.value, encoding }) : again;
  };
  const first = firstEncoding(partner, wanted);
  const versions = await get(versionsUrl, first);
  if (!versions.ok) return versions;
  const listed = versions.value.answer;
  if (!listed.isSuccess) return unreadable("versions", listed);
  const chosen = chooseVersion(listed.data, ctx.clock.now(), wanted);
  if (chosen === null) {
    const names = wanted.map(({ version }) => version).join(", ");
    return failure(STATUS.unsupportedVersion, `The partner does not offer OCPI ${names}.`);
  }
  const { codec, url } = chosen;
  const elsewhere = foreignHosts(partner, [url]);
  if (elsewhere.length > 0) return refuseHosts(elsewhere);
  // A list of versions may be given to anybody, so that it proves no encoding: the version's own comes first,
  // unless the partner turned one down or operations chose.
  const taken = versions.value.encoding;
  const isKnown = partner.settings.authEncoding !== undefined || taken !== first;
  const details = await get(url, isKnown ? taken : codec.authEncoding);
  if (!details.ok) return details;
  const { answer, encoding } = details.value;
  if (!answer.isSuccess) return unreadable("version details", answer);
  const endpoints = readEndpoints(codec, answer.data, ctx.clock.now());
  if (endpoints === null) return unreadable("version details", answer);
  const called = endpoints.filter(({ identifier }) => CALLED.has(identifier));
  const hosts = foreignHosts(
    partner,
    called.map((endpoint) => endpoint.url),
  );
  return hosts.length > 0 ? refuseHosts(hosts) : requireModules(endpoints, { codec, encoding });
}

interface Answered {
  readonly answer: PartnerAnswer;
  readonly encoding: Encoding;
}

/** What is known of the partner, else the one version that can come of it, else what most want. */
function firstEncoding(partner: PartnerConnection, wanted: readonly OcpiCodec[]): Encoding {
  const [only, ...others] = wanted;
  const isKnown = partner.settings.authEncoding !== undefined || others.length > 0;
  return isKnown ? encodingOf(partner) : (only?.authEncoding ?? encodingOf(partner));
}

async function ask(
  ctx: Ctx,
  partner: PartnerConnection,
  request: PartnerRequest,
  encoding: Encoding,
): Promise<Found<PartnerAnswer>> {
  try {
    return ok(await callPartner(ctx, partner, request, encoding));
  } catch (error) {
    if (!(error instanceof PartnerError)) throw error;
    const isTransient = error.kind === "unreachable" || error.kind === "not-connected";
    return failure(STATUS.unableToUseClientApi, error.message, isTransient);
  }
}

function unreadable(what: string, answer: PartnerAnswer) {
  const message = `The partner's ${what} can't be read: ${describeAnswer(answer)}.`;
  return failure(STATUS.unableToUseClientApi, message, answer.http >= 500);
}

/** The first of `wanted` that is listed, by its own name sooner than by a short one ("2.2"). */
function chooseVersion(
  data: JsonValue | undefined,
  now: Temporal.Instant,
  wanted: readonly OcpiCodec[],
): { readonly codec: OcpiCodec; readonly url: string } | null {
  if (!Array.isArray(data)) return null;
  const listed = data.flatMap((entry) => {
    const read = parseVersion(entry, now);
    return read.ok ? [read.value.version] : [];
  });
  for (const codec of wanted) {
    const found =
      listed.find(({ version }) => version.trim() === codec.version) ??
      listed.find(({ version }) => codecFor(version) === codec);
    if (found) return { codec, url: found.url };
  }
  return null;
}

function readEndpoints(
  codec: OcpiCodec,
  data: JsonValue | undefined,
  now: Temporal.Instant,
): readonly PartnerEndpoint[] | null {
  const read = codec.parseVersionDetails(data ?? null, now);
  if (!read.ok) return null;
  return read.value.details.endpoints.flatMap(({ identifier, role, url }) =>
    role === "SENDER" || role === "RECEIVER" ? [{ identifier, role, url }] : [],
  );
}

/** The modules that we call; what a partner has beyond them is not looked at. */
const CALLED: ReadonlySet<string> = new Set(servedModules.map(({ identifier }) => identifier));

const OF_USE = new Set([
  "locations SENDER",
  "tariffs SENDER",
  "sessions SENDER",
  "cdrs SENDER",
  "tokens RECEIVER",
]);

function requireModules(
  endpoints: readonly PartnerEndpoint[],
  how: Pick<Discovery, "codec" | "encoding">,
): Found<Discovery> {
  const credentials = endpoints.find(({ identifier }) => identifier === "credentials");
  if (!credentials) {
    return failure(STATUS.endpointsMissing, "The partner's details name no credentials endpoint.");
  }
  if (!endpoints.some(({ identifier, role }) => OF_USE.has(`${identifier} ${role}`))) {
    return failure(STATUS.endpointsMissing, "The partner's details name no module of a CPO.");
  }
  return ok({ ...how, endpoints, credentialsUrl: credentials.url });
}
