import { and, asc, eq } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { commandEvents, commands } from "@/db/schema/commands";
import { type MessageOutcome, ocpiMessages } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { type StaffCommand, selectStaffCommands } from "./staff-command-view";

/** Something that was said of a command. */
export interface CommandEvent {
  readonly seq: number;
  readonly at: Temporal.Instant;
  /** created, sent, sync:<result>, async:<result>, late:<result>, session, timeout, error and what ends a reservation. */
  readonly what: string;
  readonly detail: Record<string, unknown>;
}

/** A command with its whole story. */
export interface StaffCommandDetail extends StaffCommand {
  /** In the order in which they happened. */
  readonly events: readonly CommandEvent[];
  /** The OCPI messages that carried it: our request and the CPO's results. */
  readonly messages: readonly {
    readonly id: Id<"message">;
    readonly direction: "in" | "out";
    readonly outcome: MessageOutcome;
    readonly occurredAt: Temporal.Instant;
  }[];
}

/**
 * One command with what happened to it. Operations only.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function getStaffCommand(ctx: Ctx, id: string): Promise<StaffCommandDetail> {
  requireRole(ctx, "operations");
  const [row] = isId(id)
    ? await selectStaffCommands(ctx, eq(commands.id, asId<"other">(id))).limit(1)
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such command.");
  const [events, messages] = await Promise.all([
    ctx.db
      .select({
        seq: commandEvents.seq,
        at: commandEvents.at,
        what: commandEvents.what,
        detail: commandEvents.detail,
      })
      .from(commandEvents)
      .where(and(eq(commandEvents.tenantId, ctx.tenantId), eq(commandEvents.commandId, row.id)))
      .orderBy(asc(commandEvents.seq)),
    ctx.db
      .select({
        id: ocpiMessages.id,
        direction: ocpiMessages.direction,
        outcome: ocpiMessages.outcome,
        occurredAt: ocpiMessages.occurredAt,
      })
      .from(ocpiMessages)
      .where(
        and(
          eq(ocpiMessages.tenantId, ctx.tenantId),
          eq(ocpiMessages.module, "commands"),
          // Keys are kept in upper case.
          eq(ocpiMessages.objectKey, `${row.kind}/${row.id}`.toUpperCase()),
          eq(ocpiMessages.partnerId, row.partnerId),
        ),
      )
      .orderBy(asc(ocpiMessages.occurredAt), asc(ocpiMessages.id)),
  ]);
  return { ...row, events, messages };
}
