import type { OcpiCodec } from "./codec";
import type { Ctx } from "@/services/context";
import type { PartyId } from "@/core/roaming/party";
import type { AuthenticatedPartner } from "@/services/partners/authenticated-partner";

export type { AuthenticatedPartner };

/** A party as the routing headers name it, as received. OCPI 2.2.1 transport_and_format, Message Routing Headers. */
export interface RoutedParty {
  readonly countryCode: string;
  readonly partyId: string;
}

/** One authenticated request, as a module sees it. */
export interface OcpiCall {
  /** The actor is the partner. */
  readonly ctx: Ctx;
  readonly partner: AuthenticatedPartner;
  /** Our own party towards this partner. */
  readonly us: PartyId;
  /** Of the version in the address; where that names none, the one agreed on. */
  readonly codec: OcpiCodec;
  readonly method: string;
  /** The path after the module's own, percent-decoded once, without an empty last one. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  /** The raw body, within the size limit; null when there was none. */
  readonly body: Uint8Array | null;
  /** The address as requested, path and query, for the message log. */
  readonly url: string;
  /** As received, else generated. */
  readonly requestId: string;
  readonly correlationId: string;
  readonly from: RoutedParty | null;
  readonly to: RoutedParty | null;
  /** What the transport lacked, as codes for the message log. */
  readonly habits: readonly string[];
  readonly receivedAt: Temporal.Instant;
}

/** What a module answers. The router wraps it in the envelope with the time and the headers. */
export interface OcpiAnswer {
  /** HTTP status. */
  readonly http: number;
  /** OCPI status code. */
  readonly ocpi: number;
  readonly message?: string;
  /** Left out of the envelope when undefined. */
  readonly data?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A module of the protocol: one authenticated call in, one answer out. It may throw a ServiceError. */
export type ModuleHandler = (call: OcpiCall) => Promise<OcpiAnswer>;
