import { asId } from "@/core/ids";
import { countPartnerTroubles } from "@/services/reports/count-partner-troubles";
import { addPartnerToRegister } from "@/services/partners/add-partner-to-register";
import { allowHost } from "@/services/partners/allow-host";
import { applyHabit } from "@/services/partners/apply-habit";
import { countTolerances } from "@/services/partners/count-tolerances";
import { dismissError } from "@/services/partners/dismiss-error";
import { getPartner } from "@/services/partners/get-partner";
import { invitePartner } from "@/services/partners/invite-partner";
import { invitePartnerPerson } from "@/services/partners/invite-partner-person";
import { leavePartner } from "@/services/partners/leave-partner";
import { listPartnerPeople } from "@/services/partners/list-partner-people";
import { listPartners } from "@/services/partners/list-partners";
import { readHandshake } from "@/services/partners/read-handshake";
import { requestPartnerAction } from "@/services/partners/requested-actions";
import { inviteAgain, registerAgain } from "@/services/partners/reset-registration";
import { updateSettings } from "@/services/partners/update-settings";
import { withdrawPartnerPerson } from "@/services/partners/withdraw-partner-person";
import { listCursors } from "@/services/pulls/list-cursors";
import { requestPull } from "@/services/pulls/request-pull";
import { operationsProcedure, router } from "@/trpc/init";
import {
  addPartnerInput,
  allowHostInput,
  applyHabitInput,
  dismissErrorInput,
  invitePartnerInput,
  partnerActionInput,
  partnerIdInput,
  partnerSettingsInput,
  readListInput,
  registerAgainInput,
} from "@/trpc/inputs/partner";
import { invitePersonInput, withdrawPersonInput } from "@/trpc/inputs/partner-page";
import { readSettingsForm } from "./settings-form";

/** Connections to CPOs and hubs. */
export const partnersRouter = router({
  list: operationsProcedure.query(async ({ ctx }) => {
    const [list, troubles] = await Promise.all([
      listPartners(ctx.ctx),
      countPartnerTroubles(ctx.ctx),
    ]);
    return list.map((partner) => {
      const trouble = troubles.find(({ partnerId }) => partnerId === partner.id);
      return {
        ...partner,
        refused24h: trouble?.refused24h ?? 0,
        tokensPending: trouble?.tokensPending ?? 0,
        tokensFailed: trouble?.tokensFailed ?? 0,
      };
    });
  }),
  get: operationsProcedure
    .input(partnerIdInput)
    .query(({ ctx, input }) => getPartner(ctx.ctx, asId<"partner">(input.partnerId))),
  /** How far a registration has come; asked again and again by the browser. */
  state: operationsProcedure.input(partnerIdInput).query(async ({ ctx, input }) => {
    const { state, lastError } = await getPartner(ctx.ctx, asId<"partner">(input.partnerId));
    return { state, lastError };
  }),
  /** A person has seen to what needs one. */
  dismissError: operationsProcedure
    .input(dismissErrorInput)
    .mutation(({ ctx, input: { partnerId, error } }) =>
      dismissError(ctx.ctx, { partnerId: asId<"partner">(partnerId), error }),
    ),
  invite: operationsProcedure
    .input(invitePartnerInput)
    .mutation(({ ctx, input }) => invitePartner(ctx.ctx, input)),
  add: operationsProcedure
    .input(addPartnerInput)
    .mutation(({ ctx, input }) => addPartnerToRegister(ctx.ctx, input)),
  inviteAgain: operationsProcedure
    .input(partnerIdInput)
    .mutation(({ ctx, input }) => inviteAgain(ctx.ctx, asId<"partner">(input.partnerId))),
  registerAgain: operationsProcedure
    .input(registerAgainInput)
    .mutation(({ ctx, input }) => registerAgain(ctx.ctx, asId<"partner">(input.partnerId), input)),
  /** New tokens, or the farewell, at the partner; the worker does it. */
  request: operationsProcedure
    .input(partnerActionInput)
    .mutation(({ ctx, input }) =>
      requestPartnerAction(ctx.ctx, { ...input, partnerId: asId<"partner">(input.partnerId) }),
    ),
  leave: operationsProcedure
    .input(partnerIdInput)
    .mutation(({ ctx, input }) => leavePartner(ctx.ctx, asId<"partner">(input.partnerId))),
  people: operationsProcedure
    .input(partnerIdInput)
    .query(({ ctx, input }) => listPartnerPeople(ctx.ctx, asId<"partner">(input.partnerId))),
  invitePerson: operationsProcedure
    .input(invitePersonInput)
    .mutation(({ ctx, input }) =>
      invitePartnerPerson(ctx.ctx, { ...input, partnerId: asId<"partner">(input.partnerId) }),
    ),
  withdrawPerson: operationsProcedure.input(withdrawPersonInput).mutation(({ ctx, input }) =>
    withdrawPartnerPerson(ctx.ctx, {
      partnerId: asId<"partner">(input.partnerId),
      userId: asId<"user">(input.userId),
    }),
  ),
  updateSettings: operationsProcedure
    .input(partnerSettingsInput)
    .mutation(({ ctx, input: { partnerId, ...form } }) =>
      updateSettings(ctx.ctx, asId<"partner">(partnerId), readSettingsForm(form)),
    ),
  /** Which liberties reading its messages took in the last 30 days. */
  tolerances: operationsProcedure
    .input(partnerIdInput)
    .query(({ ctx, input }) =>
      countTolerances(ctx.ctx, { partnerId: asId<"partner">(input.partnerId) }),
    ),
  /** What was seen of it during the handshake. */
  handshake: operationsProcedure
    .input(partnerIdInput)
    .query(({ ctx, input }) => readHandshake(ctx.ctx, asId<"partner">(input.partnerId))),
  applyHabit: operationsProcedure
    .input(applyHabitInput)
    .mutation(({ ctx, input: { partnerId, setting } }) =>
      applyHabit(ctx.ctx, { partnerId: asId<"partner">(partnerId), setting }),
    ),
  allowHost: operationsProcedure
    .input(allowHostInput)
    .mutation(({ ctx, input: { partnerId, host } }) =>
      allowHost(ctx.ctx, { partnerId: asId<"partner">(partnerId), host }),
    ),
  /** How far its lists have been read. */
  cursors: operationsProcedure
    .input(partnerIdInput)
    .query(({ ctx, input }) => listCursors(ctx.ctx, asId<"partner">(input.partnerId))),
  readList: operationsProcedure
    .input(readListInput)
    .mutation(({ ctx, input: { partnerId, module } }) =>
      requestPull(ctx.ctx, { partnerId: asId<"partner">(partnerId), module }),
    ),
});
