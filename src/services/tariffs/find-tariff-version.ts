import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decodeTariff } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";
import { isOneOf } from "@/db/is-one-of";
import { tariffs, tariffVersions } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { type ObjectKey, upperKey } from "@/services/messages/object-key";

/** The content that a tariff had at an instant. */
export interface TariffAtTime {
  readonly versionId: Id<"tariffVersion">;
  readonly tariff: Tariff;
  readonly contentSha256: Uint8Array;
  /** The CPO changed it later than the instant asked for: the earliest content that we know stands in. */
  readonly isAssumed: boolean;
  /** What we held then, where `tariff` reached us after the instant asked for: a change told afterwards. */
  readonly heldBefore: Tariff | null;
}

/** Which tariff is asked for, of which connection, and when. */
export interface TariffAsk extends ObjectKey {
  readonly partnerId: Id<"partner">;
  readonly at: Temporal.Instant;
}

/**
 * What a partner's tariff said at an instant: of the contents that he last changed at or before it, the
 * newest. `null` where we never had the tariff. A later DELETE does not undo history.
 */
export async function findTariffVersion(ctx: Ctx, ask: TariffAsk): Promise<TariffAtTime | null> {
  const [found = null] = await findTariffVersions(ctx, [ask]);
  return found;
}

/** The same for many tariffs with few statements, in the order asked. */
export async function findTariffVersions(
  ctx: Ctx,
  asks: readonly TariffAsk[],
): Promise<(TariffAtTime | null)[]> {
  if (asks.length === 0) return [];
  const versions = Map.groupBy(await listVersions(ctx, asks), keyOf);
  const chosen = asks.map((ask) =>
    choose(versions.get(keyOf({ ...ask, ...upperKey(ask) })), ask.at),
  );
  const contents = await readContents(ctx, chosen);
  return chosen.map((one) => {
    const tariff = one && contents.get(one.versionId);
    if (!one || !tariff) return null;
    const { beforeId, ...version } = one;
    return { ...version, tariff, heldBefore: (beforeId && contents.get(beforeId)) ?? null };
  });
}

interface VersionRow {
  readonly partnerId: Id<"partner">;
  readonly countryCode: string;
  readonly partyId: string;
  readonly id: string;
  readonly versionId: Id<"tariffVersion">;
  readonly contentSha256: Uint8Array;
  readonly lastUpdated: Temporal.Instant;
  readonly receivedAt: Temporal.Instant;
}

type VersionKey = Pick<VersionRow, "partnerId" | "countryCode" | "partyId" | "id">;

function keyOf(of: VersionKey): string {
  return `${of.partnerId} ${of.countryCode} ${of.partyId} ${of.id}`;
}

// The oldest first.
async function listVersions(ctx: Ctx, asks: readonly TariffAsk[]): Promise<VersionRow[]> {
  const wanted = new Map(
    asks.map((ask) => {
      const key = { partnerId: ask.partnerId, ...upperKey(ask) };
      return [keyOf(key), key];
    }),
  );
  const json = JSON.stringify([...wanted.values()]);
  return ctx.db
    .select({
      partnerId: tariffs.partnerId,
      countryCode: tariffs.countryCode,
      partyId: tariffs.partyId,
      id: tariffs.ocpiIdUpper,
      versionId: tariffVersions.id,
      contentSha256: tariffVersions.contentSha256,
      lastUpdated: tariffVersions.lastUpdated,
      receivedAt: tariffVersions.receivedAt,
    })
    .from(tariffs)
    .innerJoin(
      sql`json_to_recordset(${json}::json) as ask("partnerId" uuid, "countryCode" text, "partyId" text, id text)`,
      sql`${tariffs.partnerId} = ask."partnerId" and ${tariffs.countryCode} = ask."countryCode"
        and ${tariffs.partyId} = ask."partyId" and ${tariffs.ocpiIdUpper} = ask.id`,
    )
    .innerJoin(
      tariffVersions,
      and(eq(tariffVersions.tenantId, tariffs.tenantId), eq(tariffVersions.tariffId, tariffs.id)),
    )
    .where(eq(tariffs.tenantId, ctx.tenantId))
    .orderBy(tariffVersions.lastUpdated, tariffVersions.receivedAt);
}

type Chosen = Omit<TariffAtTime, "tariff" | "heldBefore"> & {
  readonly beforeId: Id<"tariffVersion"> | null;
};

function choose(rows: readonly VersionRow[] | undefined, at: Temporal.Instant): Chosen | null {
  const isUntil = (instant: Temporal.Instant) => Temporal.Instant.compare(instant, at) <= 0;
  const known = rows?.findLast((row) => isUntil(row.lastUpdated));
  const row = known ?? rows?.[0];
  if (!row) return null;
  const { versionId, contentSha256 } = row;
  const held = rows?.findLast((one) => isUntil(one.lastUpdated) && isUntil(one.receivedAt));
  const beforeId = held && held !== row ? held.versionId : null;
  return { versionId, contentSha256, isAssumed: !known, beforeId };
}

// A version never changes, so what was read of it stays right; the oldest are forgotten first.
const MOST_READ = 2_000;
const read = new Map<Id<"tariffVersion">, Tariff>();

async function readContents(
  ctx: Ctx,
  chosen: readonly (Chosen | null)[],
): Promise<Map<Id<"tariffVersion">, Tariff>> {
  const ids = new Set(
    chosen.flatMap((one) => (one ? [one.versionId, one.beforeId ?? []].flat() : [])),
  );
  const missing = [...ids].filter((id) => !read.has(id));
  if (missing.length > 0) {
    const rows = await ctx.db
      .select({ id: tariffVersions.id, core: tariffVersions.core })
      .from(tariffVersions)
      .where(and(eq(tariffVersions.tenantId, ctx.tenantId), isOneOf(tariffVersions.id, missing)));
    for (const { id, core } of rows) read.set(id, decodeTariff(core));
  }
  const found = new Map(
    [...ids].flatMap((id) => {
      const tariff = read.get(id);
      return tariff ? [[id, tariff] as const] : [];
    }),
  );
  for (const id of read.keys()) {
    if (read.size <= MOST_READ) break;
    read.delete(id);
  }
  return found;
}
