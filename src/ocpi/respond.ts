import type { Caller } from "./authenticate";
import type { OcpiAnswer, RoutedParty } from "./call";
import { refuseHttp, writeEnvelope } from "./envelope";
import { isSame } from "./speaks-for";
import { STATUS } from "./status-codes";
import type { WrittenTimes } from "./written-times";

/** What of a request every answer repeats. */
export interface Exchange {
  readonly requestId: string;
  readonly correlationId: string;
  readonly from: RoutedParty | null;
  readonly to: RoutedParty | null;
  /** How times are written to who asks, once that is known. */
  readonly times?: WrittenTimes;
}

function setParty(headers: Headers, which: "from" | "to", party: RoutedParty | null): void {
  if (party === null) return;
  headers.set(`OCPI-${which}-country-code`, party.countryCode);
  headers.set(`OCPI-${which}-party-id`, party.partyId);
}

// Where a partner left the routing headers out and plays one role only, there is no doubt whom we answer.
function onlyRole(caller: Caller): RoutedParty | null {
  const parties = new Map(
    caller.partner.roles.map((role) => [`${role.countryCode}*${role.partyId}`, role]),
  );
  const [role] = parties.values();
  return parties.size === 1 && role ? role : null;
}

/** Whom we answer: the sender. Where both ends are mixed up, so that the sender is ourselves, the other end. */
function sender({ from, to }: Exchange, functional: Caller): RoutedParty | null {
  const isUs = (party: RoutedParty | null) => party && isSame(party, functional.ourParty);
  const named = isUs(from) ? to : from;
  return named === null || isUs(named) ? onlyRole(functional) : named;
}

/**
 * An answer on the wire: envelope, both ids, and for functional modules (`functional` is then the caller) the
 * routing headers: from us, whomever the request named, to the sender. OCPI 2.2.1 transport_and_format, Message Routing Headers.
 */
export function toResponse(
  answer: OcpiAnswer,
  exchange: Exchange,
  now: Temporal.Instant,
  functional: Caller | null,
): Response {
  const headers = new Headers(answer.headers);
  headers.set("Content-Type", "application/json");
  headers.set("Cache-Control", "no-store");
  headers.set("X-Request-ID", exchange.requestId);
  headers.set("X-Correlation-ID", exchange.correlationId);
  if (functional) {
    setParty(headers, "to", sender(exchange, functional));
    setParty(headers, "from", functional.ourParty);
  }
  const body = writeEnvelope(answer, now, exchange.times);
  return new Response(body, { status: answer.http, headers });
}

/** The answer to a request that could not even be read: its body was too large, or came too slowly. */
export function refuseUnread(exchange: Exchange, http: 408 | 413, now: Temporal.Instant): Response {
  const message = http === 413 ? "The body is too large." : "The body came too slowly.";
  return toResponse(refuseHttp(http, message, STATUS.invalidParameters), exchange, now, null);
}
