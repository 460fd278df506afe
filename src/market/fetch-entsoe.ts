import { no, ok, type Outcome } from "@/core/outcome";
import { biddingZone } from "@/core/smart-charging/market/bidding-zones";

const ADDRESS = "https://web-api.tp.entsoe.eu/api";
const TIMEOUT_MS = 30_000;
const MOST_BYTES = 16 * 1024 * 1024;

/** How the Transparency Platform is reached; tests give their own `fetch`. */
export interface EntsoeAccess {
  readonly token: string;
  /** Another address in its place. */
  readonly base?: string;
  /** http to this very machine is allowed, for development. */
  readonly allowLoopback: boolean;
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
}

/** What is asked for: prices or production of a zone in [from, until). */
export interface EntsoeRequest {
  readonly zone: string;
  readonly quantity: "price" | "carbon";
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** Why there is no document. `isBusy`: too many requests, leave the platform alone for a while. */
export interface EntsoeFailure {
  readonly reason: string;
  readonly isBusy: boolean;
}

/**
 * Asks ENTSO-E's Transparency Platform for a document and gives its bytes, also those of a refusal in XML. Day-ahead
 * prices are A44 (article 12.1.D), production per type A75 (16.1.B&C). The token goes to the configured host only:
 * no redirect is followed, nothing but https is spoken, and no error repeats it.
 */
export async function fetchEntsoe(
  access: EntsoeAccess,
  request: EntsoeRequest,
): Promise<Outcome<Uint8Array, EntsoeFailure>> {
  const address = addressOf(access, request);
  if (!address.ok) return failure(address.reason);
  try {
    const response = await access.fetch(address.value, {
      headers: { accept: "application/xml" },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await readLimited(response);
    if (body === null) return failure(`more than ${MOST_BYTES} bytes`);
    if (response.status === 429) return no({ reason: "429 too many requests", isBusy: true });
    const isXml = /^\s*</.test(new TextDecoder().decode(body.subarray(0, 64)));
    // A refusal that can be read says more than its status.
    if (isXml && (response.ok || response.status === 400)) return ok(body);
    return failure(`HTTP ${response.status}`);
  } catch (error) {
    return failure(reasonOf(error).replaceAll(access.token, "…"));
  }
}

function failure(reason: string): Outcome<never, EntsoeFailure> {
  return no({ reason, isBusy: false });
}

function addressOf(access: EntsoeAccess, request: EntsoeRequest): Outcome<string, string> {
  const url = URL.parse(access.base ?? ADDRESS);
  const zone = biddingZone(request.zone);
  if (zone === undefined) return no(`no EIC code is known for ${request.zone}`);
  if (url === null || !isAllowed(url, access.allowLoopback)) {
    return no("ENTSOE_API_BASE is not an address that we connect to");
  }
  const { searchParams } = url;
  searchParams.set("securityToken", access.token);
  searchParams.set("documentType", request.quantity === "price" ? "A44" : "A75");
  searchParams.set("in_Domain", zone.eic);
  if (request.quantity === "price") searchParams.set("out_Domain", zone.eic);
  else searchParams.set("processType", "A16");
  searchParams.set("periodStart", minuteOf(request.from));
  searchParams.set("periodEnd", minuteOf(request.until));
  return ok(url.href);
}

function isAllowed(url: URL, allowLoopback: boolean): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (url.protocol === "https:") return true;
  return (
    allowLoopback &&
    url.protocol === "http:" &&
    /^(localhost|127\.\d+\.\d+\.\d+)$/.test(url.hostname)
  );
}

/** "202611222300", in UTC. */
function minuteOf(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: "minute" }).replaceAll(/[-:TZ]/g, "");
}

async function readLimited(response: Response): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no connection";
  const { cause } = error;
  const deeper = cause instanceof Error ? `: ${cause.message}` : "";
  return `${error.message}${deeper}`;
}
