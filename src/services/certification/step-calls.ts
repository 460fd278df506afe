import type { Ctx } from "@/services/context";
import { readOwnConnection } from "@/services/partners/read-own-connection";
import type { CertifiedVersion, StepId } from "./certification-step";
import { EXAMPLE_IDS, EXAMPLE_TOKEN, type ExampleOf, exampleObjects } from "./example-objects";
import { readOurAddresses } from "./our-addresses";

/** What a partner sends us for a step. */
export interface StepCall {
  readonly method: "GET" | "POST" | "PUT" | "PATCH";
  /** Whole; null where it is the `Location` header that a POST was answered with. */
  readonly url: string | null;
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** What the calls are made of. */
export interface CallParts extends ExampleOf {
  readonly versionsUrl: string;
  readonly detailsUrl: string;
  /** The address of a module of ours, without a slash at the end. */
  readonly urlOf: (module: string) => string;
}

/** A call for each step that begins with one of theirs; what is about every message, or ours, has none. */
export function stepCalls(parts: CallParts): Readonly<Partial<Record<StepId, StepCall>>> {
  const { version, party, urlOf, versionsUrl, detailsUrl } = parts;
  const objects = exampleObjects(parts);
  const owned = (module: string, ...ids: readonly string[]) =>
    [urlOf(module), party.countryCode, party.partyId, ...ids].join("/");
  const { location, evse, tariff, session } = EXAMPLE_IDS;
  const get = (url: string | null): StepCall => ({ method: "GET", url, body: null });
  const send = (
    method: "POST" | "PUT" | "PATCH",
    url: string,
    body: StepCall["body"],
  ): StepCall => ({ method, url, body });
  const authorize = (uid: string) => `${urlOf("tokens")}/${uid}/authorize?type=RFID`;
  const credentials = credentialsOf(version, party);
  const post = send("POST", urlOf("cdrs"), objects.cdr);
  return {
    "versions-read": get(versionsUrl),
    "details-read": get(detailsUrl),
    handshake: send("POST", urlOf("credentials"), credentials),
    rotation: send("PUT", urlOf("credentials"), credentials),
    "location-put": send("PUT", owned("locations", location), objects.location),
    "evse-status": send("PATCH", owned("locations", location, evse), objects.evseChange),
    "tariff-put": send("PUT", owned("tariffs", tariff), objects.tariff),
    "tokens-known": get(`${urlOf("tokens")}?limit=50`),
    "authorize-known": send("POST", authorize(EXAMPLE_TOKEN.uid), objects.references),
    "authorize-unknown": send("POST", authorize("DEADBEEF"), objects.references),
    "session-start": send("PUT", owned("sessions", session), objects.session),
    "session-update": send("PATCH", owned("sessions", session), objects.sessionChange),
    "session-end": send("PATCH", owned("sessions", session), objects.sessionEnd),
    "cdr-post": post,
    "cdr-read-back": get(null),
    "cdr-replay": post,
  };
}

function credentialsOf(version: CertifiedVersion, party: ExampleOf["party"]) {
  const own = { country_code: party.countryCode, party_id: party.partyId };
  const details = { business_details: { name: "CPO" } };
  const start = { token: "NEW_TOKEN", url: "https://cpo.example/ocpi/versions" };
  return version === "2.1.1"
    ? { ...start, ...details, ...own }
    : { ...start, roles: [{ role: "CPO", ...details, ...own }] };
}

/**
 * How the acting person's partner takes each step of a run about a version: method, address and an example of the body.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function readStepCalls(
  ctx: Ctx,
  input: { readonly version: CertifiedVersion },
): Promise<Readonly<Partial<Record<StepId, StepCall>>>> {
  const [connection, addresses] = await Promise.all([
    readOwnConnection(ctx),
    readOurAddresses(ctx),
  ]);
  const { us, roles } = connection;
  const [usCountry = "", usParty = ""] = us.party.split("/");
  const ours = addresses.find(({ version }) => version === input.version);
  const party = roles.find(({ role }) => role === "CPO") ?? roles[0];
  const { countryCode = "SE", partyId = "CPO" } = party ?? {};
  return stepCalls({
    version: input.version,
    party: { countryCode, partyId },
    us: { countryCode: usCountry, partyId: usParty },
    currency: "SEK",
    now: ctx.clock.now(),
    versionsUrl: us.versionsUrl,
    detailsUrl: ours?.detailsUrl ?? us.versionsUrl,
    urlOf: (module) => {
      const found = ours?.modules.find(({ identifier }) => identifier === module);
      return (found?.url ?? `${ours?.detailsUrl ?? us.versionsUrl}/${module}`).replace(/\/$/, "");
    },
  });
}
