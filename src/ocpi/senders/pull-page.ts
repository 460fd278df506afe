import { describeAnswer, type PartnerAnswer } from "@/ocpi/read-envelope";
import type { JsonValue } from "@/ocpi/json-value";
import type { Ctx } from "@/services/context";
import type { PartnerConnection } from "@/services/partners/partner-connection";
import type { PullModule } from "@/services/pulls/pull-module";
import { hideForeignDrivers } from "@/services/sessions/steered-token";
import { callPartner } from "./client";
import { PartnerError } from "./partner-error";
import { readNextLink } from "./pull-link";

/** A page of a partner's list. */
export interface FetchedPage {
  readonly url: URL;
  readonly items: readonly JsonValue[];
  readonly total: number | null;
  readonly link: string | null;
  /** The partner's own clock, where it tells a time. */
  readonly partnerTime: Temporal.Instant | null;
}

/** Why a page could not be had. */
export class PageError extends Error {
  override readonly name = "PageError";
  constructor(
    message: string,
    readonly retryAfterS = 0,
  ) {
    super(message);
  }
}

const SMALLEST_LIMIT = 5;

/**
 * GETs a page of a list. A page that is too large is asked again with fewer objects: the address in the answer is the
 * one that was asked in the end. @throws PageError with words for operations.
 */
export async function fetchPage(
  ctx: Ctx,
  partner: PartnerConnection,
  { module, url }: { readonly module: PullModule; readonly url: URL },
): Promise<FetchedPage> {
  if (partner.token === null) throw new PageError("There is no token to call the partner with.");
  try {
    const answer = await callPartner(ctx, partner, {
      method: "GET",
      url: url.href,
      token: partner.token,
      module,
      ...(module === "sessions" && { clean: (page) => hideForeignDrivers(ctx, page) }),
      // ClientInfo is between the hub and us: configuration is not routed.
      ...(module === "hubclientinfo" ? {} : { to: listOwner(partner) }),
    });
    return readPage(answer, url, ctx.clock.now());
  } catch (error) {
    if (!(error instanceof PartnerError)) throw error;
    const limit = Number(url.searchParams.get("limit") ?? "0");
    if (error.kind !== "too-large" || limit <= SMALLEST_LIMIT) throw new PageError(error.message);
    const smaller = new URL(url);
    smaller.searchParams.set("limit", String(Math.max(SMALLEST_LIMIT, Math.floor(limit / 4))));
    return fetchPage(ctx, partner, { module, url: smaller });
  }
}

/** Whose list it is: the hub's own where the connection is one ("GET All via Hubs"), else the CPO's. */
function listOwner({ roles }: PartnerConnection) {
  return (
    roles.find(({ role }) => role === "HUB") ?? roles.find(({ role }) => role === "CPO") ?? roles[0]
  );
}

function readPage(answer: PartnerAnswer, url: URL, now: Temporal.Instant): FetchedPage {
  if (!answer.isSuccess) {
    const retryAfterS = readRetryAfter(answer.headers["retry-after"], now);
    throw new PageError(`The partner answered ${describeAnswer(answer)}.`, retryAfterS);
  }
  // Without an envelope it may be any page of the web; an empty list must not be taken from that.
  if (answer.ocpi === null) throw new PageError("The answer is not OCPI's.");
  const data = answer.data ?? [];
  if (!Array.isArray(data)) throw new PageError("The answer holds no list.");
  return {
    url,
    items: data,
    total: readCount(answer.headers["x-total-count"]),
    link: readNextLink(answer.headers["link"]),
    partnerTime: readHttpDate(answer.headers["date"]),
  };
}

function readCount(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? "";
  return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : null;
}

function readHttpDate(text: string | undefined): Temporal.Instant | null {
  const epoch = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(epoch) ? null : Temporal.Instant.fromEpochMilliseconds(epoch);
}

/** Seconds, or a date. RFC 9110, Retry-After. */
function readRetryAfter(text: string | undefined, now: Temporal.Instant): number {
  if (text === undefined) return 0;
  if (/^\s*\d{1,9}\s*$/.test(text)) return Number(text);
  const date = readHttpDate(text);
  return date ? Math.max(0, Math.ceil(date.since(now).total("seconds"))) : 0;
}
