import { and, desc, eq, gte, isNull, lte, ne } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Session } from "@/core/roaming/session";
import { commands } from "@/db/schema/commands";
import { tokens } from "@/db/schema/drivers";
import type { TokenMatch } from "@/services/cdrs/match-tokens";
import type { Ctx } from "@/services/context";
import { lockCommand, moveCommand } from "./command-row";

/** A session without our reference belongs to a start of the same app token that came at most so long before it. */
const BEFORE = { minutes: 15 } as const;
/** Clocks of stations run fast. */
const AFTER = { minutes: 2 } as const;

/** Stands for what a session does not tell. */
const NOT_TOLD = "#NA";

/** A session that was just stored. */
export interface StoredSession {
  readonly id: Id<"session">;
  readonly partnerId: Id<"partner">;
  readonly session: Session;
  readonly match: TokenMatch | null;
}

/**
 * Ties a session to the command that it came of, whatever that command's result was: by our authorization reference,
 * or, where the CPO dropped it, by the driver's app token and the time. One that has ended also ends the wait of the
 * commands that were to stop it. Call it in the transaction that stores the session.
 * OCPI 2.2.1 mod_commands, StartSession.
 */
export async function adoptSession(tx: Ctx, stored: StoredSession): Promise<void> {
  const commandId = (await findByReference(tx, stored)) ?? (await findByToken(tx, stored));
  if (commandId) {
    const row = await lockCommand(tx, commandId);
    if (row.sessionId === null) {
      const values = { sessionId: stored.id };
      await moveCommand(tx, row, { signal: { kind: "session" }, values });
    }
  }
  const { status } = stored.session;
  if (status === "COMPLETED" || status === "INVALID") await endStops(tx, stored);
}

async function findByReference(
  tx: Ctx,
  { partnerId, session }: StoredSession,
): Promise<Id<"other"> | null> {
  const reference = session.authorizationReference;
  if (reference === undefined) return null;
  const [row] = await tx.db
    .select({ id: commands.id })
    .from(commands)
    .where(
      and(
        eq(commands.tenantId, tx.tenantId),
        eq(commands.partnerId, partnerId),
        eq(commands.authorizationReference, reference),
        isNull(commands.sessionId),
      ),
    );
  return row?.id ?? null;
}

/**
 * Cards start sessions by themselves; the app's token only by a command, so it tells. Sessions of 2.1.1 name the
 * driver's contract alone, which his cards share: there the EVSE tells too, where it is known.
 */
async function findByToken(tx: Ctx, stored: StoredSession): Promise<Id<"other"> | null> {
  const { id, partnerId, session, match } = stored;
  if (!match || session.cdrToken.type.toUpperCase() === "RFID") return null;
  const start = session.startDateTime;
  const isOfContract = session.cdrToken.uid === NOT_TOLD;
  const starts = await tx.db
    .select({ id: commands.id, evseUid: commands.evseUid, sessionId: commands.sessionId })
    .from(commands)
    .innerJoin(
      tokens,
      and(
        eq(tokens.tenantId, commands.tenantId),
        eq(tokens.id, commands.tokenId),
        eq(tokens.type, "APP_USER"),
      ),
    )
    .where(
      and(
        eq(commands.tenantId, tx.tenantId),
        eq(commands.driverId, match.driverId),
        isOfContract ? undefined : eq(commands.tokenId, match.tokenId),
        eq(commands.partnerId, partnerId),
        eq(commands.kind, "START_SESSION"),
        gte(commands.createdAt, start.subtract(BEFORE)),
        lte(commands.createdAt, start.add(AFTER)),
      ),
    )
    .orderBy(desc(commands.createdAt));
  if (starts.some((one) => one.sessionId === id)) return null;
  const free = starts.filter((one) => one.sessionId === null);
  const isHere = (one: (typeof free)[number]) =>
    one.evseUid?.toUpperCase() === session.evseUid.toUpperCase();
  const isElsewhere = isOfContract && session.evseUid !== NOT_TOLD;
  return (free.find(isHere) ?? (isElsewhere ? undefined : free[0]))?.id ?? null;
}

async function endStops(tx: Ctx, { id, match }: StoredSession): Promise<void> {
  if (!match) return;
  const stops = await tx.db
    .select()
    .from(commands)
    .where(
      and(
        eq(commands.tenantId, tx.tenantId),
        eq(commands.driverId, match.driverId),
        eq(commands.sessionId, id),
        eq(commands.kind, "STOP_SESSION"),
        ne(commands.state, "session"),
      ),
    )
    .for("update");
  for (const row of stops) await moveCommand(tx, row, { signal: { kind: "session" } });
}
