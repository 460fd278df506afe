import { and, eq, sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { commands, type CommandKind, type CommandState } from "@/db/schema/commands";
import { evses, locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";

/** A command as its driver sees it. */
export interface DriverCommand {
  readonly id: Id<"other">;
  readonly kind: CommandKind;
  readonly state: CommandState;
  /** What the CPO, then the station said; null while nothing was. */
  readonly syncResult: string | null;
  readonly asyncResult: string | null;
  /** A text of theirs. */
  readonly message: string | null;
  /** The request did not come through, or no answer came. */
  readonly isUnanswered: boolean;
  readonly operator: string;
  /** Null where the place is not known (any more). */
  readonly locationId: Id<"location"> | null;
  readonly place: string;
  readonly city: string;
  readonly evse: string;
  readonly connectorId: string | null;
  /** The operator's help on site; null where it told none. */
  readonly helpPhone: string | null;
  readonly sessionId: Id<"session"> | null;
  readonly expiresAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  /** Until when what comes next is waited for. */
  readonly dueAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
}

/** Commands with their place, joined as a person knows it. */
export function selectCommands(ctx: Ctx, condition: SQL | undefined) {
  return ctx.db
    .select({
      id: commands.id,
      kind: commands.kind,
      state: commands.state,
      syncResult: commands.syncResult,
      asyncResult: commands.asyncResult,
      message: commands.message,
      isUnanswered: sql<boolean>`${commands.syncResult} is null and ${commands.asyncResult} is null`,
      operator: partners.name,
      locationId: locations.id,
      place: sql<string>`coalesce(${locations.name}, ${locations.address}, '')`,
      city: sql<string>`coalesce(${locations.city}, '')`,
      evse: sql<string>`coalesce(${evses.core} #>> '{data,physicalReference}', ${evses.evseId}, ${commands.evseUid}, '')`,
      connectorId: commands.connectorId,
      helpPhone: sql<string | null>`${locations.core} #>> '{data,helpPhone}'`,
      sessionId: commands.sessionId,
      expiresAt: commands.expiresAt,
      createdAt: commands.createdAt,
      dueAt: commands.dueAt,
      endedAt: commands.endedAt,
    })
    .from(commands)
    .innerJoin(
      partners,
      and(eq(partners.tenantId, commands.tenantId), eq(partners.id, commands.partnerId)),
    )
    .leftJoin(
      locations,
      and(
        eq(locations.tenantId, commands.tenantId),
        eq(locations.partnerId, commands.partnerId),
        sql`${locations.ocpiIdUpper} = upper(${commands.locationOcpiId})`,
      ),
    )
    .leftJoin(
      evses,
      and(
        eq(evses.tenantId, locations.tenantId),
        eq(evses.locationId, locations.id),
        sql`${evses.uidUpper} = upper(${commands.evseUid})`,
      ),
    )
    .where(and(eq(commands.tenantId, ctx.tenantId), condition));
}
