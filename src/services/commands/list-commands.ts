import { and, count, desc, eq, gte, inArray, isNull, lt, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { commands, type CommandKind, type CommandState } from "@/db/schema/commands";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { type StaffCommand, selectStaffCommands } from "./staff-command-view";

/** What to look for among commands; what is absent does not matter. */
export interface CommandFilter {
  readonly partnerId?: Id<"partner">;
  readonly kind?: CommandKind;
  readonly state?: CommandState;
  /** Refused, failed or unanswered: what somebody should look at. */
  readonly isTroubled?: boolean;
  /** Whatever is still waited for. */
  readonly isOpen?: boolean;
  /** Inclusive. */
  readonly from?: Temporal.Instant;
  /** Exclusive. */
  readonly to?: Temporal.Instant;
  /** From 1. */
  readonly page: number;
}

/** A page of commands, and how many there are in all. */
export interface CommandPage {
  readonly commands: readonly StaffCommand[];
  readonly total: number;
  readonly pageSize: number;
}

const PAGE_SIZE = 50;
const TROUBLED: CommandState[] = ["rejected", "failed", "timeout"];

/**
 * Commands to all partners, latest first, a page at a time. Operations only.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listCommands(ctx: Ctx, filter: CommandFilter): Promise<CommandPage> {
  requireRole(ctx, "operations");
  const condition = and(...conditions(filter));
  const [rows, [counted]] = await Promise.all([
    selectStaffCommands(ctx, condition)
      .orderBy(desc(commands.createdAt), desc(commands.id))
      .limit(PAGE_SIZE)
      .offset((filter.page - 1) * PAGE_SIZE),
    ctx.db
      .select({ total: count() })
      .from(commands)
      .where(and(eq(commands.tenantId, ctx.tenantId), condition)),
  ]);
  return { commands: rows, total: counted?.total ?? 0, pageSize: PAGE_SIZE };
}

function conditions(filter: CommandFilter): (SQL | undefined)[] {
  const { partnerId, kind, state, isTroubled, isOpen, from, to } = filter;
  return [
    partnerId && eq(commands.partnerId, partnerId),
    kind && eq(commands.kind, kind),
    state && eq(commands.state, state),
    isTroubled ? inArray(commands.state, TROUBLED) : undefined,
    isOpen ? isNull(commands.endedAt) : undefined,
    from && gte(commands.createdAt, from),
    to && lt(commands.createdAt, to),
  ];
}
