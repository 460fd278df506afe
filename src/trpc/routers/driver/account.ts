import { asId } from "@/core/ids";
import { readChargeLabel, setChargeLabel } from "@/services/accounts/charge-label";
import {
  archiveCostCentre,
  listCostCentres,
  saveCostCentre,
} from "@/services/accounts/cost-centres";
import { changeMember, inviteMember, resendInvitation } from "@/services/accounts/invite-member";
import { listMembers } from "@/services/accounts/list-members";
import { previewRules } from "@/services/accounts/preview-rules";
import { listRules, moveRule, removeRule, saveRule } from "@/services/accounts/purpose-rules";
import { removeMember } from "@/services/accounts/remove-member";
import { readRuleChoices } from "@/services/accounts/rule-choices";
import { setTokenHolder } from "@/services/accounts/set-token-holder";
import { setOwnLimit } from "@/services/wallet/spending-limit-rows";
import { driverChargesProcedure, driverProcedure, router } from "@/trpc/init";
import {
  archiveInput,
  costCentreInput,
  holderInput,
  inviteInput,
  labelInput,
  memberInput,
  memberLimitInput,
  moveRuleInput,
  ruleInput,
} from "@/trpc/inputs/account";
import { idInput } from "@/trpc/inputs/page";
import { conditionOfForm } from "@/trpc/inputs/rule-form";

const orNull = (text: string) => (text === "" ? null : text);

/** Who uses an account, and how its charges are divided. */
export const accountRouter = router({
  people: driverProcedure.query(({ ctx }) => listMembers(ctx.ctx)),
  invite: driverProcedure.input(inviteInput).mutation(async ({ ctx, input }) => ({
    memberId: await inviteMember(ctx.ctx, { ...input, costCentreId: orNull(input.costCentreId) }),
  })),
  resend: driverProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => resendInvitation(ctx.ctx, input.id)),
  changeMember: driverProcedure.input(memberInput).mutation(({ ctx, input }) => {
    const { id, name, role, costCentreId } = input;
    return changeMember(ctx.ctx, id, { name, role, costCentreId: orNull(costCentreId) });
  }),
  removeMember: driverProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => removeMember(ctx.ctx, input.id)),
  setHolder: driverProcedure
    .input(holderInput)
    .mutation(({ ctx, input }) => setTokenHolder(ctx.ctx, input.tokenId, orNull(input.memberId))),
  setLimit: driverProcedure.input(memberLimitInput).mutation(({ ctx, input }) => {
    const memberId = asId<"member">(input.memberId);
    return setOwnLimit(ctx.ctx, { ...input, memberId, tokenId: null });
  }),
  costCentres: driverProcedure.query(({ ctx }) => listCostCentres(ctx.ctx)),
  saveCostCentre: driverProcedure
    .input(costCentreInput)
    .mutation(async ({ ctx, input: { id, code, name } }) => ({
      costCentreId: await saveCostCentre(ctx.ctx, orNull(id), { code, name }),
    })),
  archiveCostCentre: driverProcedure
    .input(archiveInput)
    .mutation(({ ctx, input }) => archiveCostCentre(ctx.ctx, input.id, input.isArchived)),
  rules: driverProcedure.query(({ ctx }) => listRules(ctx.ctx)),
  ruleChoices: driverProcedure.query(({ ctx }) => readRuleChoices(ctx.ctx)),
  previewRules: driverProcedure.query(({ ctx }) => previewRules(ctx.ctx)),
  saveRule: driverProcedure.input(ruleInput).mutation(async ({ ctx, input }) => {
    const { id, name, purpose, costCentreId } = input;
    const condition = conditionOfForm(input);
    const words = { name, purpose, condition, costCentreId: orNull(costCentreId) };
    return { ruleId: await saveRule(ctx.ctx, orNull(id), words) };
  }),
  moveRule: driverProcedure
    .input(moveRuleInput)
    .mutation(({ ctx, input }) => moveRule(ctx.ctx, input.id, input.to)),
  removeRule: driverProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => removeRule(ctx.ctx, input.id)),
  labelOf: driverChargesProcedure
    .input(idInput)
    .query(({ ctx, input }) => readChargeLabel(ctx.ctx, input.id)),
  setLabel: driverChargesProcedure
    .input(labelInput)
    .mutation(({ ctx, input: { id, said } }) =>
      setChargeLabel(ctx.ctx, id, said && { ...said, costCentreId: orNull(said.costCentreId) }),
    ),
});
