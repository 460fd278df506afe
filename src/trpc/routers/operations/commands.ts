import { asId } from "@/core/ids";
import { findConnectors } from "@/services/commands/find-connectors";
import { getStaffCommand } from "@/services/commands/get-staff-command";
import { listCommands } from "@/services/commands/list-commands";
import { unlockConnector } from "@/services/commands/unlock-connector";
import { readTimeZone, startOfDay } from "@/services/reports/report-day";
import { operationsProcedure, router } from "@/trpc/init";
import {
  commandFilterInput,
  commandIdInput,
  connectorSearchInput,
  unlockConnectorInput,
} from "@/trpc/inputs/command-filter";

/** Commands to CPOs. */
export const commandsRouter = router({
  list: operationsProcedure.input(commandFilterInput).query(async ({ ctx, input }) => {
    const { partner, kind, state, from, to, page } = input;
    const timeZone = await readTimeZone(ctx.ctx);
    return listCommands(ctx.ctx, {
      page,
      ...(partner && { partnerId: asId<"partner">(partner) }),
      ...(kind && { kind }),
      ...(state === "troubled"
        ? { isTroubled: true }
        : state === "open"
          ? { isOpen: true }
          : state && { state }),
      ...(from && { from: startOfDay(from, timeZone) }),
      ...(to && { to: startOfDay(to, timeZone, 1) }),
    });
  }),
  get: operationsProcedure
    .input(commandIdInput)
    .query(({ ctx, input }) => getStaffCommand(ctx.ctx, input.commandId)),
  /** How far a command has come; asked again and again by the browser. */
  state: operationsProcedure.input(commandIdInput).query(async ({ ctx, input }) => {
    const { state, endedAt, events } = await getStaffCommand(ctx.ctx, input.commandId);
    return { state, isOver: endedAt !== null, events: events.length };
  }),
  connectors: operationsProcedure
    .input(connectorSearchInput)
    .query(({ ctx, input }) => findConnectors(ctx.ctx, input.q ?? "")),
  unlock: operationsProcedure.input(unlockConnectorInput).mutation(async ({ ctx, input }) => {
    const { reason, ...pick } = input;
    return { commandId: await unlockConnector(ctx.ctx, pick, reason) };
  }),
});
