import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import { encodeTariff } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";
import { newId } from "@/db/new-id";
import { tariffs, tariffVersions } from "@/db/schema/locations";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { isOlder } from "@/services/messages/is-older";
import { upperKey } from "@/services/messages/object-key";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";
import { tariffIs } from "./find-tariff";

/** `stale`: kept as history, what is in force stays. */
export type TariffReceipt = "created" | "updated" | "stale";

interface TariffInput {
  readonly partnerId: Id<"partner">;
  readonly tariff: Tariff;
  readonly contentSha256: Uint8Array;
  readonly message: InboundMessage;
}

/**
 * Stores a tariff as a CPO states it. Every content it ever had is kept; the one last changed is in force.
 * A tariff that was deleted comes back.
 */
export async function receiveTariff(ctx: Ctx, input: TariffInput): Promise<TariffReceipt> {
  return inTransaction(ctx, async (tx) => {
    const messageId = newId<"message">();
    const held = await lockTariff(tx, input);
    const versionId = await storeVersion(tx, input, { tariffId: held.id, messageId });
    const isStale = held.lastUpdated && isOlder(input.tariff.lastUpdated, held.lastUpdated);
    if (!isStale) {
      await tx.db
        .update(tariffs)
        .set({ currentVersionId: versionId, deletedAt: null, ocpiId: input.tariff.id })
        .where(and(eq(tariffs.tenantId, tx.tenantId), eq(tariffs.id, held.id)));
    }
    const receipt = held.isNew ? "created" : isStale ? "stale" : "updated";
    await storeInbound(tx, input.message, {
      id: messageId,
      outcome: "accepted",
      httpStatus: receipt === "created" ? 201 : 200,
      ocpiStatus: 1000,
      reasons: receipt === "stale" ? ["older than what is in force: kept as history"] : [],
    });
    return receipt;
  });
}

interface HeldTariff {
  readonly id: Id<"tariff">;
  /** Of the content in force; null where there is none. */
  readonly lastUpdated: Temporal.Instant | null;
  readonly isNew: boolean;
}

async function lockTariff(tx: Ctx, { partnerId, tariff }: TariffInput): Promise<HeldTariff> {
  const key = upperKey(tariff);
  const [created] = await tx.db
    .insert(tariffs)
    .values({
      tenantId: tx.tenantId,
      id: newId<"tariff">(),
      partnerId,
      countryCode: key.countryCode,
      partyId: key.partyId,
      ocpiId: tariff.id,
      ocpiIdUpper: key.id,
    })
    .onConflictDoNothing({
      target: [
        tariffs.tenantId,
        tariffs.partnerId,
        tariffs.countryCode,
        tariffs.partyId,
        tariffs.ocpiIdUpper,
      ],
    })
    .returning({ id: tariffs.id });
  if (created) return { id: created.id, lastUpdated: null, isNew: true };
  const [held] = await tx.db
    .select({
      id: tariffs.id,
      versionId: tariffs.currentVersionId,
      deletedAt: tariffs.deletedAt,
    })
    .from(tariffs)
    .where(tariffIs(tx, { ...tariff, partnerId }))
    .for("update");
  invariant(held, "a tariff was neither inserted nor found");
  if (held.deletedAt !== null || held.versionId === null) {
    return { id: held.id, lastUpdated: null, isNew: true };
  }
  const [current] = await tx.db
    .select({ lastUpdated: tariffVersions.lastUpdated })
    .from(tariffVersions)
    .where(and(eq(tariffVersions.tenantId, tx.tenantId), eq(tariffVersions.id, held.versionId)));
  return { id: held.id, lastUpdated: current?.lastUpdated ?? null, isNew: false };
}

async function storeVersion(
  tx: Ctx,
  input: TariffInput,
  at: { readonly tariffId: Id<"tariff">; readonly messageId: Id<"message"> },
): Promise<Id<"tariffVersion">> {
  const { tariff, contentSha256 } = input;
  const [stored] = await tx.db
    .insert(tariffVersions)
    .values({
      tenantId: tx.tenantId,
      id: newId<"tariffVersion">(),
      ...at,
      contentSha256,
      core: encodeTariff(tariff),
      lastUpdated: tariff.lastUpdated,
      receivedAt: tx.clock.now(),
    })
    .onConflictDoNothing({
      target: [
        tariffVersions.tenantId,
        tariffVersions.tariffId,
        tariffVersions.contentSha256,
        tariffVersions.lastUpdated,
      ],
    })
    .returning({ id: tariffVersions.id });
  if (stored) return stored.id;
  const [same] = await tx.db
    .select({ id: tariffVersions.id })
    .from(tariffVersions)
    .where(
      and(
        eq(tariffVersions.tenantId, tx.tenantId),
        eq(tariffVersions.tariffId, at.tariffId),
        eq(tariffVersions.contentSha256, contentSha256),
        eq(tariffVersions.lastUpdated, tariff.lastUpdated),
      ),
    );
  invariant(same, "a tariff's content was neither inserted nor found");
  return same.id;
}
