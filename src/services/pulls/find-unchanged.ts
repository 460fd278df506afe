import { and, eq, gte, inArray, isNull, sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { hubClients, reconciliationRecords } from "@/db/schema/exchange";
import { evses, locations, tariffs, tariffVersions } from "@/db/schema/locations";
import { ocpiMessages } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import type { PullModule } from "./pull-module";

/** A refusal is told again after this, not at each pull. */
const REFUSAL_HOLDS = { hours: 20 } as const;

/** An object of a list: SHA-256 of its bytes and of its canonical content. */
export interface ListedObject {
  readonly idUpper: string;
  readonly bodySha256: Uint8Array;
  readonly contentSha256: Uint8Array;
}

/**
 * Which of a list's objects bring nothing: held with the same content, or refused with the same bytes a short while
 * ago. Both counts as "has been received", so that a pull with an overlap leaves no trace of what it repeats.
 */
export async function findUnchanged<T extends ListedObject>(
  ctx: Ctx,
  at: { readonly partnerId: Id<"partner">; readonly module: PullModule },
  objects: readonly T[],
): Promise<ReadonlySet<T>> {
  if (objects.length === 0) return new Set();
  const ids = [...new Set(objects.map(({ idUpper }) => idUpper))];
  const [held, refused] = await Promise.all([
    finders[at.module](ctx, at.partnerId, ids).then(keysOf),
    findRefused(ctx, at, objects),
  ]);
  const byContent = at.module === "cdrs" || at.module === "tariffs";
  const isKnown = (object: T) => {
    const sha = byContent ? object.contentSha256 : object.bodySha256;
    return held.has(`${object.idUpper} ${hex(sha)}`) || refused.has(hex(object.bodySha256));
  };
  return new Set(objects.filter(isKnown));
}

/** What is held under ids: SHA-256 of content or body, as the module compares. */
type FindHeld = (
  ctx: Ctx,
  partnerId: Id<"partner">,
  ids: readonly string[],
) => Promise<readonly { readonly id: string; readonly sha: Uint8Array | null }[]>;

// CDRs and sessions have one key however many connections tell of them (ruling 3).
const findCdrs: FindHeld = (ctx, _partnerId, ids) =>
  ctx.db
    .select({ id: cdrs.ocpiIdUpper, sha: cdrs.contentSha256 })
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, ctx.tenantId), inArray(cdrs.ocpiIdUpper, [...ids])));

const findSessions: FindHeld = (ctx, _partnerId, ids) =>
  ctx.db
    .select({ id: sessions.ocpiIdUpper, sha: ocpiMessages.bodySha256 })
    .from(sessions)
    .innerJoin(ocpiMessages, isMessage(sessions))
    .where(and(eq(sessions.tenantId, ctx.tenantId), inArray(sessions.ocpiIdUpper, [...ids])));

const findTariffs: FindHeld = (ctx, partnerId, ids) =>
  ctx.db
    .select({ id: tariffs.ocpiIdUpper, sha: tariffVersions.contentSha256 })
    .from(tariffs)
    .innerJoin(
      tariffVersions,
      and(
        eq(tariffVersions.tenantId, tariffs.tenantId),
        eq(tariffVersions.id, tariffs.currentVersionId),
      ),
    )
    .where(
      and(
        eq(tariffs.tenantId, ctx.tenantId),
        eq(tariffs.partnerId, partnerId),
        inArray(tariffs.ocpiIdUpper, [...ids]),
        isNull(tariffs.deletedAt),
      ),
    );

const findLocations: FindHeld = (ctx, partnerId, ids) =>
  ctx.db
    .select({ id: locations.ocpiIdUpper, sha: ocpiMessages.bodySha256 })
    .from(locations)
    .innerJoin(ocpiMessages, isMessage(locations))
    .where(
      and(
        eq(locations.tenantId, ctx.tenantId),
        eq(locations.partnerId, partnerId),
        inArray(locations.ocpiIdUpper, [...ids]),
        sql`not ${wasUnlisted}`,
      ),
    );

const findHubClients: FindHeld = (ctx, partnerId, ids) =>
  ctx.db
    .select({ id: sql<string>`upper(${hubClients.role})`, sha: ocpiMessages.bodySha256 })
    .from(hubClients)
    .innerJoin(ocpiMessages, isMessage(hubClients))
    .where(
      and(
        eq(hubClients.tenantId, ctx.tenantId),
        eq(hubClients.partnerId, partnerId),
        inArray(sql`upper(${hubClients.role})`, [...ids]),
      ),
    );

const findRecords: FindHeld = (ctx, partnerId, ids) =>
  ctx.db
    .select({ id: reconciliationRecords.ocpiIdUpper, sha: ocpiMessages.bodySha256 })
    .from(reconciliationRecords)
    .innerJoin(ocpiMessages, isMessage(reconciliationRecords))
    .where(
      and(
        eq(reconciliationRecords.tenantId, ctx.tenantId),
        eq(reconciliationRecords.partnerId, partnerId),
        inArray(reconciliationRecords.ocpiIdUpper, [...ids]),
        isNull(reconciliationRecords.deletedAt),
      ),
    );

const finders: Readonly<Record<PullModule, FindHeld>> = {
  cdrs: findCdrs,
  sessions: findSessions,
  tariffs: findTariffs,
  locations: findLocations,
  hubclientinfo: findHubClients,
  invoicereconciliation: findRecords,
};

function isMessage(
  held: typeof sessions | typeof locations | typeof hubClients | typeof reconciliationRecords,
): SQL | undefined {
  return and(eq(ocpiMessages.tenantId, held.tenantId), eq(ocpiMessages.id, held.messageId));
}

/** A location that a crawl missed is not as it was received: it must be received again to be back. */
const wasUnlisted = sql`exists (
  select from ${evses} e
  where e.tenant_id = ${locations.tenantId} and e.location_id = ${locations.id}
    and e.missing_since > ${locations.receivedAt})`;

async function findRefused(
  ctx: Ctx,
  { partnerId, module }: { readonly partnerId: Id<"partner">; readonly module: PullModule },
  objects: readonly ListedObject[],
): Promise<ReadonlySet<string>> {
  const rows = await ctx.db
    .select({ sha: ocpiMessages.bodySha256 })
    .from(ocpiMessages)
    .where(
      and(
        eq(ocpiMessages.tenantId, ctx.tenantId),
        eq(ocpiMessages.partnerId, partnerId),
        eq(ocpiMessages.module, module),
        eq(ocpiMessages.direction, "in"),
        inArray(ocpiMessages.outcome, ["rejected", "conflict"]),
        gte(ocpiMessages.occurredAt, ctx.clock.now().subtract(REFUSAL_HOLDS)),
        inArray(
          ocpiMessages.bodySha256,
          objects.map(({ bodySha256 }) => bodySha256),
        ),
      ),
    );
  return new Set(rows.flatMap(({ sha }) => (sha ? [hex(sha)] : [])));
}

function keysOf(rows: readonly { readonly id: string; readonly sha: Uint8Array | null }[]) {
  return new Set(rows.flatMap(({ id, sha }) => (sha ? [`${id} ${hex(sha)}`] : [])));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
