import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { DisplayText } from "@/core/roaming/party";
import { commandEvents, commands } from "@/db/schema/commands";
import { drivers } from "@/db/schema/drivers";
import { newId } from "@/db/new-id";
import { enqueue } from "@/queue/enqueue";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { type CommandSignal, followSignal, isOver, nextLook } from "./command-state";

/** Told when a command waits to be sent: its driver stands at the charger. */
export const COMMANDS_CHANNEL = "kvitt_commands";

type CommandRow = typeof commands.$inferSelect;

/** A command as it is asked for. */
export type NewCommand = Pick<typeof commands.$inferInsert, "partnerId" | "kind"> &
  Partial<
    Pick<
      CommandRow,
      | "driverId"
      | "tokenId"
      | "sessionId"
      | "locationOcpiId"
      | "evseUid"
      | "connectorId"
      | "authorizationReference"
      | "reservationId"
      | "expiresAt"
    >
  >;

/**
 * Writes a command with its audit row, and wakes the worker at once; `why` is what a person gave as the reason. Call
 * it inside a transaction.
 */
export async function insertCommand(
  tx: Ctx,
  command: NewCommand,
  why?: string,
): Promise<Id<"other">> {
  const id = newId<"other">();
  const now = tx.clock.now();
  await tx.db.insert(commands).values({
    tenantId: tx.tenantId,
    id,
    ...command,
    requestedBy: actorName(tx.actor),
    createdAt: now,
    dueAt: now,
  });
  const reason = why === undefined ? {} : { reason: why };
  await tellOf(tx, id, "created", reason);
  await writeAudit(tx, {
    action: `command.${command.kind.toLowerCase()}`,
    subjectType: "command",
    subjectId: id,
    detail: { partnerId: command.partnerId, evseUid: command.evseUid ?? null, ...reason },
  });
  await tx.db.execute(sql`select pg_notify(${COMMANDS_CHANNEL}, '')`);
  await enqueue(tx.db, "send-command", { tenantId: tx.tenantId, id });
  return id;
}

/** Adds to what was said of a command. Its row is locked, or new. */
async function tellOf(
  tx: Ctx,
  commandId: Id<"other">,
  what: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const [last] = await tx.db
    .select({ seq: sql<number>`coalesce(max(${commandEvents.seq}), 0)::int` })
    .from(commandEvents)
    .where(and(eq(commandEvents.tenantId, tx.tenantId), eq(commandEvents.commandId, commandId)));
  await tx.db.insert(commandEvents).values({
    tenantId: tx.tenantId,
    commandId,
    seq: (last?.seq ?? 0) + 1,
    at: tx.clock.now(),
    what,
    detail: { ...detail },
  });
}

/** Locks a command. @throws ServiceError NOT_FOUND. */
export async function lockCommand(tx: Ctx, id: Id<"other">): Promise<CommandRow> {
  const [row] = await tx.db
    .select()
    .from(commands)
    .where(and(eq(commands.tenantId, tx.tenantId), eq(commands.id, id)))
    .for("update");
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such command.");
  return row;
}

/** What a signal writes besides the state. */
export interface CommandMove {
  readonly signal: CommandSignal;
  readonly values?: Partial<
    Pick<
      CommandRow,
      | "sentAt"
      | "syncResult"
      | "answerDueAt"
      | "asyncResult"
      | "message"
      | "lastError"
      | "sessionId"
    >
  >;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Lets a signal work on a locked command and keeps it among the command's events. */
export async function moveCommand(tx: Ctx, row: CommandRow, move: CommandMove): Promise<void> {
  const { signal, values = {}, detail = {} } = move;
  const now = tx.clock.now();
  const state = followSignal(row.kind, row.state, signal);
  const moved = { ...row, ...values, state };
  const isMoved = state !== row.state;
  const over = isOver(row.kind, state);
  await tx.db
    .update(commands)
    .set({
      ...values,
      state,
      ...(isMoved && { dueAt: nextLook(moved, now), endedAt: over ? now : null }),
    })
    .where(and(eq(commands.tenantId, tx.tenantId), eq(commands.id, row.id)));
  await tellOf(tx, row.id, nameOf(signal, isMoved), detail);
}

/** Ends the wait for a command whose state stays as it is: a reservation that ran out or was given back. */
export async function endCommand(tx: Ctx, row: CommandRow, what: string): Promise<void> {
  await tx.db
    .update(commands)
    .set({ dueAt: null, endedAt: tx.clock.now() })
    .where(and(eq(commands.tenantId, tx.tenantId), eq(commands.id, row.id)));
  await tellOf(tx, row.id, what, {});
}

function nameOf(signal: CommandSignal, isMoved: boolean): string {
  switch (signal.kind) {
    case "answered":
      return `sync:${signal.result}`;
    case "result":
      return `${isMoved ? "async" : "late"}:${signal.result}`;
    case "unanswered":
    case "refused":
      return "error";
    case "time":
      return "timeout";
    case "sent":
    case "session":
      return signal.kind;
  }
}

/** Of a CPO's texts the one in the driver's language, else in English, else the first; null where there is none. */
export async function textForDriver(
  tx: Ctx,
  driverId: Id<"driver"> | null,
  texts: readonly DisplayText[],
): Promise<string | null> {
  if (texts.length === 0) return null;
  const [driver] = driverId
    ? await tx.db
        .select({ locale: drivers.locale })
        .from(drivers)
        .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)))
    : [];
  const inLanguage = (wanted: string | undefined) =>
    texts.find(({ language }) => language.toLowerCase() === wanted);
  const chosen = inLanguage(driver?.locale) ?? inLanguage("en") ?? texts[0];
  return chosen?.text.slice(0, 512) ?? null;
}
