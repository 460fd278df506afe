import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import type { Token } from "@/core/roaming/token";
import { commands, type CommandKind } from "@/db/schema/commands";
import { tokens } from "@/db/schema/drivers";
import { locations } from "@/db/schema/locations";
import { sessions } from "@/db/schema/sessions";
import { tenants } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { toCoreToken } from "@/services/tokens/core-token";
import { lockCommand, moveCommand } from "./command-row";

/** A command that was not sent within this time is not sent any more: its driver has gone on. */
export const STALE = { minutes: 2 } as const;

/** A command to send, once. */
export interface CommandToSend {
  readonly id: Id<"other">;
  readonly kind: CommandKind;
  readonly partnerId: Id<"partner">;
  /** Whose station it is; null where the place is not known (any more). */
  readonly to: PartyId | null;
  /** Absent for what stops, cancels or unlocks. */
  readonly token: Token | null;
  readonly authorizationReference: string | null;
  readonly locationOcpiId: string | null;
  readonly evseUid: string | null;
  readonly connectorId: string | null;
  readonly reservationId: string | null;
  readonly expiresAt: Temporal.Instant | null;
  /** The CPO's id of the session to stop. */
  readonly sessionOcpiId: string | null;
}

/**
 * Takes up to `limit` commands that wait to be sent, each for this caller alone: they count as sent from now on,
 * because a command is never sent twice. `only` narrows to the one that a job names. The system's own.
 */
export async function claimDueCommands(
  ctx: Ctx,
  limit: number,
  only?: Id<"other">,
): Promise<readonly CommandToSend[]> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const due = await tx.db
      .select({ id: commands.id })
      .from(commands)
      .where(
        and(
          eq(commands.tenantId, tx.tenantId),
          eq(commands.state, "created"),
          sql`${commands.dueAt} <= ${now.toString()}::timestamptz`,
          sql`${commands.createdAt} > ${now.subtract(STALE).toString()}::timestamptz`,
          only && eq(commands.id, only),
        ),
      )
      .orderBy(commands.dueAt)
      .limit(limit)
      .for("update", { skipLocked: true });
    const claimed: CommandToSend[] = [];
    for (const { id } of due) {
      const row = await lockCommand(tx, id);
      await moveCommand(tx, row, { signal: { kind: "sent" }, values: { sentAt: now } });
      claimed.push(await describe(tx, row));
    }
    return claimed;
  });
}

async function describe(
  tx: Ctx,
  row: Awaited<ReturnType<typeof lockCommand>>,
): Promise<CommandToSend> {
  const { id, kind, partnerId, authorizationReference, locationOcpiId, evseUid } = row;
  const { connectorId, reservationId, expiresAt } = row;
  const session = row.sessionId === null ? null : await readSession(tx, row.sessionId);
  return {
    id,
    kind,
    partnerId,
    to: session ?? (await findParty(tx, partnerId, locationOcpiId)),
    token: row.tokenId === null ? null : await readToken(tx, row.tokenId),
    authorizationReference,
    locationOcpiId,
    evseUid,
    connectorId,
    reservationId,
    expiresAt,
    sessionOcpiId: session?.ocpiId ?? null,
  };
}

async function readSession(tx: Ctx, sessionId: Id<"session">) {
  const { countryCode, partyId, ocpiId } = sessions;
  const [row] = await tx.db
    .select({ countryCode, partyId, ocpiId })
    .from(sessions)
    .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, sessionId)));
  return row ?? null;
}

async function findParty(
  tx: Ctx,
  partnerId: Id<"partner">,
  locationOcpiId: string | null,
): Promise<PartyId | null> {
  const { countryCode, partyId } = locations;
  const [row] = await tx.db
    .select({ countryCode, partyId })
    .from(locations)
    .where(
      and(
        eq(locations.tenantId, tx.tenantId),
        eq(locations.partnerId, partnerId),
        eq(locations.ocpiIdUpper, (locationOcpiId ?? "").toUpperCase()),
      ),
    )
    .limit(1);
  return row ?? null;
}

async function readToken(tx: Ctx, tokenId: Id<"token">): Promise<Token | null> {
  const [row] = await tx.db
    .select({ token: tokens, countryCode: tenants.countryCode, partyId: tenants.partyId })
    .from(tokens)
    .innerJoin(tenants, eq(tenants.id, tokens.tenantId))
    .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.id, tokenId)));
  return row ? toCoreToken(row.token, row) : null;
}
