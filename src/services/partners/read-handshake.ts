import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { ocpiMessages, partnerEndpoints, partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** What a partner was seen to do while the connection was made, and what that suggests. */
export interface HandshakeHabits {
  /** Messages about versions and credentials that this is read from; 0 says that nothing is known. */
  readonly messages: number;
  /** How the partner writes our token when it calls us; null where it has not called. */
  readonly tokenFromThem: "base64" | "raw" | null;
  /** The form in which it took its own token, found out by trying; null before that. */
  readonly tokenToThem: "base64" | "raw" | null;
  /** It refused the token in another form before. */
  readonly isTokenRetried: boolean;
  /** The versions that it listed, as it spells them. */
  readonly versions: readonly string[];
  /** Headers that its requests left out, as noted: `x-request-id`. */
  readonly missingHeaders: readonly string[];
  /** It answered without OCPI's envelope. */
  readonly hasNoEnvelope: boolean;
  /** All its addresses end with a slash; null where none is known. */
  readonly endsWithSlash: boolean | null;
  /** Requests that joined a path to our address without a slash ("…/locationsNL/ABC"), and the latest of them. */
  readonly misjoined: { readonly uses: number; readonly lastMessageId: Id<"message"> | null };
  /** A slash at the end of our addresses: in force already, worth offering, or nothing speaks for it. */
  readonly trailingSlash: "applied" | "offered" | null;
}

const MOST_MESSAGES = 100;
const CONFIGURATION = ["versions", "credentials"];

/**
 * What is known of a partner's habits from the messages about versions and credentials, newest handshake first.
 * Operations only. @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function readHandshake(ctx: Ctx, partnerId: Id<"partner">): Promise<HandshakeHabits> {
  requireRole(ctx, "operations");
  const [partner] = await ctx.db
    .select({ settings: partners.settings })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partnerId)));
  if (!partner) throw new ServiceError("NOT_FOUND", "There is no such partner.");
  const [messages, endpoints, misjoined] = await Promise.all([
    readMessages(ctx, partnerId),
    readAddresses(ctx, partnerId),
    readMisjoined(ctx, partnerId),
  ]);
  const incoming = messages.filter(({ direction }) => direction === "in");
  const outgoing = messages.filter(({ direction }) => direction === "out");
  const endsWithSlash =
    endpoints.length === 0 ? null : endpoints.every(({ url }) => url.endsWith("/"));
  const isSuggested = endsWithSlash === true || misjoined.uses > 0;
  return {
    messages: messages.length,
    tokenFromThem:
      incoming.length === 0 ? null : noted(incoming, "authorization: raw-token") ? "raw" : "base64",
    tokenToThem: partner.settings.authEncoding ?? null,
    isTokenRetried: outgoing.some(({ httpStatus }) => httpStatus === 401),
    versions: listedVersions(outgoing),
    missingHeaders: missingHeaders(incoming),
    hasNoEnvelope: noted(outgoing, "no-envelope"),
    endsWithSlash,
    misjoined,
    trailingSlash: partner.settings.trailingSlash ? "applied" : isSuggested ? "offered" : null,
  };
}

type Message = Awaited<ReturnType<typeof readMessages>>[number];

function readMessages(ctx: Ctx, partnerId: Id<"partner">) {
  return ctx.db
    .select({
      direction: ocpiMessages.direction,
      httpStatus: ocpiMessages.httpStatus,
      notes: ocpiMessages.notes,
      responseBody: ocpiMessages.responseBody,
    })
    .from(ocpiMessages)
    .where(
      and(
        eq(ocpiMessages.tenantId, ctx.tenantId),
        eq(ocpiMessages.partnerId, partnerId),
        inArray(ocpiMessages.module, CONFIGURATION),
      ),
    )
    .orderBy(desc(ocpiMessages.occurredAt), desc(ocpiMessages.id))
    .limit(MOST_MESSAGES);
}

function readAddresses(ctx: Ctx, partnerId: Id<"partner">) {
  return ctx.db
    .select({ url: partnerEndpoints.url })
    .from(partnerEndpoints)
    .where(
      and(eq(partnerEndpoints.tenantId, ctx.tenantId), eq(partnerEndpoints.partnerId, partnerId)),
    );
}

async function readMisjoined(ctx: Ctx, partnerId: Id<"partner">) {
  const [row] = await ctx.db
    .select({
      uses: sql<number>`count(*)::int`,
      lastMessageId: sql<Id<"message"> | null>`
        (array_agg(${ocpiMessages.id} order by ${ocpiMessages.occurredAt} desc))[1]`,
    })
    .from(ocpiMessages)
    .where(
      and(
        eq(ocpiMessages.tenantId, ctx.tenantId),
        eq(ocpiMessages.partnerId, partnerId),
        eq(ocpiMessages.module, "unknown"),
        sql`${ocpiMessages.url} ~ '/(receiver|sender)/[a-z]+[A-Z]{2}/'`,
      ),
    );
  return { uses: row?.uses ?? 0, lastMessageId: row?.lastMessageId ?? null };
}

function noted(messages: readonly Message[], note: string): boolean {
  return messages.some(({ notes }) => notes.includes(note));
}

function missingHeaders(messages: readonly Message[]): readonly string[] {
  const lacks = messages.flatMap(({ notes }) =>
    notes.flatMap((note) => /^([a-z-]+): missing$/.exec(note)?.[1] ?? []),
  );
  return [...new Set(lacks)].toSorted();
}

/** Of the latest answer that was a list of versions. */
function listedVersions(messages: readonly Message[]): readonly string[] {
  for (const { responseBody } of messages) {
    const data = responseBody && dataOf(responseBody);
    if (!Array.isArray(data)) continue;
    return data.flatMap((entry: unknown) =>
      typeof entry === "object" && entry !== null && "version" in entry
        ? [String(entry.version).slice(0, 20)]
        : [],
    );
  }
  return [];
}

function dataOf(body: Uint8Array): unknown {
  try {
    const envelope: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof envelope === "object" && envelope !== null && "data" in envelope
      ? envelope.data
      : null;
  } catch {
    return null;
  }
}
