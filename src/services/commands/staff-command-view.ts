import { and, eq, sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { commands, type CommandKind, type CommandState } from "@/db/schema/commands";
import { drivers } from "@/db/schema/drivers";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import { users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";

/** A command as operations sees it. */
export interface StaffCommand {
  readonly id: Id<"other">;
  readonly kind: CommandKind;
  readonly state: CommandState;
  readonly partnerId: Id<"partner">;
  readonly partnerName: string;
  /** Null for what operations asked for. */
  readonly driverName: string | null;
  /** A person's name or address, else what asked. */
  readonly requestedBy: string;
  /** Null where the place is not known (any more). */
  readonly place: string | null;
  readonly locationOcpiId: string | null;
  readonly evseUid: string | null;
  readonly connectorId: string | null;
  readonly sessionId: Id<"session"> | null;
  readonly authorizationReference: string | null;
  readonly reservationId: string | null;
  /** What the CPO, then the station said; null while nothing was. */
  readonly syncResult: string | null;
  readonly asyncResult: string | null;
  /** A text of theirs. */
  readonly message: string | null;
  readonly lastError: string | null;
  readonly createdAt: Temporal.Instant;
  /** Until when what comes next is waited for; null once it has ended. */
  readonly dueAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
}

/** Commands of all drivers with their partner and place; for those who let operations through. */
export function selectStaffCommands(ctx: Ctx, condition: SQL | undefined) {
  return ctx.db
    .select({
      id: commands.id,
      kind: commands.kind,
      state: commands.state,
      partnerId: commands.partnerId,
      partnerName: partners.name,
      driverName: drivers.name,
      requestedBy: sql<string>`coalesce(${users.name}, ${users.email}, ${commands.requestedBy})`,
      place: sql<string | null>`coalesce(${locations.name}, ${locations.address})`,
      locationOcpiId: commands.locationOcpiId,
      evseUid: commands.evseUid,
      connectorId: commands.connectorId,
      sessionId: commands.sessionId,
      authorizationReference: commands.authorizationReference,
      reservationId: commands.reservationId,
      syncResult: commands.syncResult,
      asyncResult: commands.asyncResult,
      message: commands.message,
      lastError: commands.lastError,
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
      drivers,
      and(eq(drivers.tenantId, commands.tenantId), eq(drivers.id, commands.driverId)),
    )
    .leftJoin(users, sql`${commands.requestedBy} = 'user:' || ${users.id}`)
    .leftJoin(
      locations,
      and(
        eq(locations.tenantId, commands.tenantId),
        eq(locations.partnerId, commands.partnerId),
        sql`${locations.ocpiIdUpper} = upper(${commands.locationOcpiId})`,
      ),
    )
    .where(and(eq(commands.tenantId, ctx.tenantId), condition));
}
