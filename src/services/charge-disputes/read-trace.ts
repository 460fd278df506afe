import { and, asc, eq } from "drizzle-orm";

import { isId, type Id } from "@/core/ids";
import type { DisputeParty } from "@/core/disputes/dispute-steps";
import { isOneOf } from "@/db/is-one-of";
import { chargeDisputeEvents } from "@/db/schema/charge-disputes";
import type { Ctx } from "@/services/context";
import type { DisputeEvent } from "./dispute-events";
import type { DisputeAudience } from "./dispute-row";
import { seenBy, type NoteReader } from "./seen-by";

/** What happened in a dispute, as one audience may read it. */
export interface TraceEvent {
  readonly seq: number;
  readonly at: Temporal.Instant;
  readonly what: DisputeEvent;
  readonly byKind: DisputeParty;
  /** Who it was; for finance alone. */
  readonly by: string | null;
  readonly text: string;
  readonly pictures: readonly Id<"other">[];
  /** The CPO's answer. */
  readonly answer: string | null;
  readonly energyMicroKwh: bigint | null;
  readonly costMinor: bigint | null;
  /** Not for the CPO. */
  readonly creditNote: { readonly id: string | null; readonly number: string } | null;
  readonly creditCdr: { readonly id: string; readonly ocpiId: string } | null;
  readonly hasBlockedToken: boolean;
  /** Of a note of finance: whom it is for. */
  readonly readers: NoteReader | null;
}

/** What a CPO reads the words of; what is between us and the driver it only learns as a step. */
const WORDS_FOR_PARTNER: ReadonlySet<string> = new Set(["asked", "answered", "note"]);

/** The trace of a dispute for an audience, oldest first. Whether it may see the dispute is decided before. */
export async function readTrace(
  ctx: Ctx,
  disputeId: Id<"dispute">,
  audience: DisputeAudience,
): Promise<readonly TraceEvent[]> {
  const traces = await readTraces(ctx, [disputeId], audience);
  return traces.get(disputeId) ?? [];
}

async function readTraces(
  ctx: Ctx,
  ids: readonly Id<"dispute">[],
  audience: DisputeAudience,
): Promise<ReadonlyMap<Id<"dispute">, readonly TraceEvent[]>> {
  const rows = await ctx.db
    .select()
    .from(chargeDisputeEvents)
    .where(
      and(
        eq(chargeDisputeEvents.tenantId, ctx.tenantId),
        isOneOf(chargeDisputeEvents.disputeId, ids),
      ),
    )
    .orderBy(asc(chargeDisputeEvents.disputeId), asc(chargeDisputeEvents.seq));
  const seen = rows.filter((row) => seenBy(row, audience));
  return new Map(
    [...Map.groupBy(seen, ({ disputeId }) => disputeId)].map(([id, events]) => [
      id,
      events.map((row) => eventFor(row, audience)),
    ]),
  );
}

type EventRow = typeof chargeDisputeEvents.$inferSelect;

function eventFor(row: EventRow, audience: DisputeAudience): TraceEvent {
  const { seq, at, byKind, detail } = row;
  const what = row.what as DisputeEvent;
  const isPartner = audience === "partner";
  const textOf = (name: string) => (typeof detail[name] === "string" ? detail[name] : null);
  const figure = (name: string) => {
    const text = textOf(name);
    return text !== null && /^-?\d+$/.test(text) ? BigInt(text) : null;
  };
  const number = textOf("number");
  const creditCdrId = textOf("creditCdrId");
  return {
    seq,
    at,
    what,
    byKind,
    by: audience === "finance" && row.by !== "" ? row.by : null,
    text: isPartner && !WORDS_FOR_PARTNER.has(what) ? "" : row.text,
    pictures: isPartner && byKind === "driver" ? [] : idsOf(detail["pictures"]),
    answer: textOf("answer"),
    energyMicroKwh: figure("energyMicroKwh"),
    costMinor: figure("costMinor"),
    creditNote: number === null || isPartner ? null : { id: textOf("creditNoteId"), number },
    creditCdr:
      creditCdrId === null ? null : { id: creditCdrId, ocpiId: textOf("ocpiId") ?? creditCdrId },
    hasBlockedToken: detail["blockedToken"] === true && !isPartner,
    readers: audience === "finance" ? (textOf("for") as NoteReader | null) : null,
  };
}

function idsOf(value: unknown): Id<"other">[] {
  return Array.isArray(value)
    ? value.filter((one): one is Id<"other"> => typeof one === "string" && isId(one))
    : [];
}
