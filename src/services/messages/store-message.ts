import { createHash } from "node:crypto";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { type MessageOutcome, ocpiMessages } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";

/** One OCPI message to keep. Texts in `reasons` and `notes` are for people. */
export interface NewMessage {
  readonly partnerId: Id<"partner"> | null;
  readonly direction: "in" | "out";
  /** OCPI module: "cdrs", "locations", "credentials" … */
  readonly module: string;
  readonly method: string;
  readonly url: string;
  /** What is spoken of: `SE/NSL/CDR-1`. Stored upper-cased. */
  readonly objectKey?: string;
  readonly requestId?: string;
  readonly correlationId?: string;
  /** The bytes as they came or went. */
  readonly body?: Uint8Array | null;
  readonly httpStatus?: number;
  readonly ocpiStatus?: number;
  readonly responseBody?: Uint8Array | null;
  readonly outcome: MessageOutcome;
  readonly reasons?: readonly string[];
  readonly notes?: readonly string[];
  /** What its transport lacked, as codes like those of `notes`; they come first among the notes. */
  readonly habits?: readonly string[];
  /** Default: now. */
  readonly occurredAt?: Temporal.Instant;
  readonly durationMs?: number;
}

/** A message that came in, before it is known what becomes of it. */
export type InboundMessage = Omit<
  NewMessage,
  "direction" | "outcome" | "reasons" | "httpStatus" | "ocpiStatus"
>;

/** What became of a message, and how it is answered. */
export interface MessageVerdict extends Pick<
  NewMessage,
  "outcome" | "reasons" | "httpStatus" | "ocpiStatus"
> {
  /** The message's id, where a row already refers to it. */
  readonly id?: Id<"message">;
}

/** A message as a row of one tenant; for those who write several tenants' rows in one statement. */
export function messageRow(tenantId: Id<"tenant">, message: NewMessage, now: Temporal.Instant) {
  const body = message.body ?? null;
  return {
    tenantId,
    id: newId<"message">(),
    partnerId: message.partnerId,
    direction: message.direction,
    module: message.module,
    method: message.method,
    url: storable(message.url),
    objectKey: objectKeyOf(message.objectKey),
    requestId: message.requestId === undefined ? null : storable(message.requestId),
    correlationId: message.correlationId === undefined ? null : storable(message.correlationId),
    body,
    bodySha256: body && createHash("sha256").update(body).digest(),
    httpStatus: message.httpStatus ?? null,
    ocpiStatus: message.ocpiStatus ?? null,
    responseBody: message.responseBody ?? null,
    outcome: message.outcome,
    reasons: (message.reasons ?? []).map(storable),
    notes: [...(message.habits ?? []), ...(message.notes ?? [])].map(storable),
    occurredAt: message.occurredAt ?? now,
    durationMs: message.durationMs === undefined ? null : Math.round(message.durationMs),
  };
}

// The key stands in an index, which takes some 2,700 bytes; a hostile path may be longer.
const LONGEST_KEY = 300;

function objectKeyOf(key: string | undefined): string | null {
  return key === undefined ? null : storable(key.slice(0, LONGEST_KEY)).toUpperCase();
}

/** Text that PostgreSQL takes: no NUL, no lone surrogate. What a partner sends must never fail to be kept. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}

/** Keeps one message. Runs in the caller's transaction if there is one. */
export async function storeMessage(ctx: Ctx, message: NewMessage): Promise<Id<"message">> {
  const row = messageRow(ctx.tenantId, message, ctx.clock.now());
  await ctx.db.insert(ocpiMessages).values(row);
  return row.id;
}

/** Keeps a message that came in, with what became of it. */
export async function storeInbound(
  ctx: Ctx,
  message: InboundMessage,
  verdict: MessageVerdict,
): Promise<Id<"message">> {
  const { id, ...known } = verdict;
  const row = messageRow(ctx.tenantId, { ...message, ...known, direction: "in" }, ctx.clock.now());
  await ctx.db.insert(ocpiMessages).values({ ...row, id: id ?? row.id });
  return id ?? row.id;
}

/** Keeps several messages with one statement; the ids come in the order of the messages. */
export async function storeMessages(
  ctx: Ctx,
  messages: readonly NewMessage[],
): Promise<Id<"message">[]> {
  if (messages.length === 0) return [];
  const now = ctx.clock.now();
  const rows = messages.map((message) => messageRow(ctx.tenantId, message, now));
  await ctx.db.insert(ocpiMessages).values(rows);
  return rows.map((row) => row.id);
}
