import { and, desc, eq, isNull } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { limitInW } from "@/core/smart-charging/site/is-over-limit";
import type { SiteNode, SiteSignal } from "@/core/smart-charging/site/site-description";
import { newId } from "@/db/new-id";
import { siteSignals } from "@/db/schema/sites";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockSite } from "./change-site";
import { findNode } from "./find-node";
import { readNodes } from "./site-tables";
import { wakeSite } from "./wake-site";

/** What a grid operator asks of a part of a site for a time, [startsAt, endsAt). */
export interface SignalInput {
  readonly siteId: Id<"site">;
  /** The key that it came with; null: somebody of ours. */
  readonly keyId: Id<"other"> | null;
  /** The sender's own name for it. */
  readonly reference: string;
  /** Id or name of a part; null: the grid connection. */
  readonly node: string | null;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  /** A on each phase, W over all phases; one at least. 0: nothing at all. */
  readonly limitA: number | null;
  readonly limitW: number | null;
}

/** What became of a signal. */
export interface PutSignal {
  readonly signal: SiteSignal;
  readonly node: SiteNode;
  /** unchanged: the same was said before. */
  readonly outcome: "created" | "replaced" | "unchanged";
  /** Whether it asks for less than the part's own limit; else it stands but changes nothing. */
  readonly isLower: boolean;
}

const LONGEST_REFERENCE = 100;
const MOST = 100_000_000;

/**
 * Takes a signal for a part of a site, in place of what the same reference said before, and has the site planned at
 * once. One that has begun holds from now on. The lowest of all limits counts: one above the part's own is kept and
 * changes nothing.
 * @throws ServiceError NOT_FOUND, INVALID with `fault` "no-reference", "no-limit", "bad-limit", "ends-before-start",
 * "over" (it has ended), "unknown-node" or "ambiguous-node".
 */
export async function putSignal(ctx: Ctx, input: SignalInput): Promise<PutSignal> {
  requireRole(ctx, "operations");
  refuseUnmeant(input, ctx.clock.now());
  return inTransaction(ctx, async (tx) => {
    const site = await lockSite(tx, input.siteId);
    const node = findNode(await readNodes(tx, site.id), input.node);
    const now = tx.clock.now();
    const held = await findOpen(tx, input);
    const wanted = {
      nodeId: asId<"siteNode">(node.id),
      reference: input.reference.trim(),
      startsAt: input.startsAt,
      endsAt: input.endsAt,
      limitA: input.limitA,
      limitW: input.limitW,
    };
    const isLower = lowers(node, { ...wanted, voltage: site.voltage });
    if (held && sameAs(held, wanted)) return { signal: held, node, outcome: "unchanged", isLower };
    if (held) await endRow(tx, held.id, now);
    const signal = { id: newId<"other">(), ...wanted };
    await tx.db.insert(siteSignals).values({
      tenantId: tx.tenantId,
      siteId: site.id,
      keyId: input.keyId,
      receivedAt: now,
      ...signal,
    });
    await writeAudit(tx, {
      action: held ? "site.signal-replaced" : "site.signal-received",
      subjectType: "site",
      subjectId: site.id,
      detail: {
        reference: wanted.reference,
        node: node.name,
        limitA: wanted.limitA,
        limitW: wanted.limitW,
        startsAt: wanted.startsAt.toString(),
        endsAt: wanted.endsAt.toString(),
      },
    });
    await wakeSite(tx, site.id, "limit");
    return { signal, node, outcome: held ? "replaced" : "created", isLower };
  });
}

/**
 * Takes a signal back; again changes nothing.
 * @throws ServiceError NOT_FOUND where there never was one of this reference.
 */
export async function endSignal(
  ctx: Ctx,
  input: { readonly siteId: Id<"site">; readonly reference: string },
): Promise<void> {
  requireRole(ctx, "operations");
  await inTransaction(ctx, async (tx) => {
    const site = await lockSite(tx, input.siteId);
    const [newest] = await tx.db
      .select({ id: siteSignals.id, endedAt: siteSignals.endedAt })
      .from(siteSignals)
      .where(referenceIs(tx, input))
      .orderBy(desc(siteSignals.receivedAt), desc(siteSignals.id))
      .limit(1);
    if (!newest) throw new ServiceError("NOT_FOUND", "There is no signal of this reference.");
    if (newest.endedAt !== null) return;
    await endRow(tx, newest.id, tx.clock.now());
    await writeAudit(tx, {
      action: "site.signal-ended",
      subjectType: "site",
      subjectId: site.id,
      detail: { reference: input.reference.trim() },
    });
    await wakeSite(tx, site.id, "limit");
  });
}

function refuseUnmeant(input: SignalInput, now: Temporal.Instant): void {
  const { reference, limitA, limitW, startsAt, endsAt } = input;
  const refuse = (fault: string, words: string): never => {
    throw new ServiceError("INVALID", words, { fault });
  };
  const length = reference.trim().length;
  if (length === 0 || length > LONGEST_REFERENCE) {
    refuse("no-reference", "A reference has 1 to 100 characters.");
  }
  if (limitA === null && limitW === null) refuse("no-limit", "Say a limit in A or in W.");
  const isFine = (limit: number | null) =>
    limit === null || (Number.isInteger(limit) && limit >= 0 && limit <= MOST);
  if (!isFine(limitA) || !isFine(limitW)) refuse("bad-limit", "A limit is a whole number from 0.");
  if (Temporal.Instant.compare(endsAt, startsAt) <= 0) {
    refuse("ends-before-start", "It ends before it begins.");
  }
  if (Temporal.Instant.compare(endsAt, now) <= 0) refuse("over", "It has ended already.");
}

function lowers(
  node: SiteNode,
  asked: {
    readonly limitA: number | null;
    readonly limitW: number | null;
    readonly voltage: number;
  },
): boolean {
  const own = limitInW({ ...node, voltage: asked.voltage });
  const wanted = limitInW(asked);
  return own === null || (wanted !== null && wanted < own);
}

function sameAs(held: SiteSignal, wanted: Omit<SiteSignal, "id">): boolean {
  return (
    held.nodeId === wanted.nodeId &&
    held.limitA === wanted.limitA &&
    held.limitW === wanted.limitW &&
    held.startsAt.equals(wanted.startsAt) &&
    held.endsAt.equals(wanted.endsAt)
  );
}

function referenceIs(
  tx: Ctx,
  { siteId, reference }: { readonly siteId: Id<"site">; readonly reference: string },
) {
  return and(
    eq(siteSignals.tenantId, tx.tenantId),
    eq(siteSignals.siteId, siteId),
    eq(siteSignals.reference, reference.trim()),
  );
}

async function findOpen(tx: Ctx, input: SignalInput) {
  const [row] = await tx.db
    .select()
    .from(siteSignals)
    .where(and(referenceIs(tx, input), isNull(siteSignals.endedAt)))
    .orderBy(desc(siteSignals.receivedAt))
    .limit(1);
  return row ?? null;
}

async function endRow(tx: Ctx, id: Id<"other">, now: Temporal.Instant): Promise<void> {
  await tx.db
    .update(siteSignals)
    .set({ endedAt: now })
    .where(and(eq(siteSignals.tenantId, tx.tenantId), eq(siteSignals.id, id)));
}
