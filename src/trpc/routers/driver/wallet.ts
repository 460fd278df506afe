import { asId } from "@/core/ids";
import { setAutoTopup } from "@/services/wallet/auto-topup-settings";
import { closeAccount } from "@/services/wallet/close-account";
import { listWalletMovements } from "@/services/wallet/list-wallet-movements";
import { readWallet } from "@/services/wallet/read-wallet";
import { requestTopup } from "@/services/wallet/request-topup";
import { listOwnLimits, setOwnLimit } from "@/services/wallet/spending-limit-rows";
import { previewWithdrawal, withdraw } from "@/services/wallet/withdraw";
import { topupAddress } from "@/stripe/redirect-addresses";
import { driverOwnerProcedure, driverProcedure, router } from "@/trpc/init";
import {
  autoTopupInput,
  limitInput,
  movementsInput,
  topupInput,
  withdrawalInput,
  withdrawalPreviewInput,
} from "@/trpc/inputs/wallet";

/** The driver's wallet and limits. */
export const walletRouter = router({
  read: driverProcedure.query(({ ctx }) => readWallet(ctx.ctx)),
  movements: driverProcedure.input(movementsInput).query(({ ctx, input }) => {
    const { currency, before } = input;
    return listWalletMovements(ctx.ctx, { currency, ...(before !== undefined && { before }) });
  }),
  /** Answers where the top-up is paid; null where it is taken from the saved method. */
  topUp: driverProcedure.input(topupInput).mutation(async ({ ctx, input }) => {
    const topupId = asId<"topup">(input.topupId);
    const { returnTo, ...asked } = input;
    await requestTopup(ctx.ctx, { ...asked, topupId });
    if (input.origin === "saved_method") return { url: null };
    return { url: await topupAddress(ctx.ctx, { topupId, returnTo }) };
  }),
  setAuto: driverProcedure
    .input(autoTopupInput)
    .mutation(({ ctx, input }) => setAutoTopup(ctx.ctx, input)),
  previewWithdrawal: driverProcedure.input(withdrawalPreviewInput).query(({ ctx, input }) => {
    const { currency, amountMinor } = input;
    return previewWithdrawal(ctx.ctx, {
      currency,
      ...(amountMinor !== undefined && { amountMinor }),
    });
  }),
  withdraw: driverProcedure
    .input(withdrawalInput)
    .mutation(({ ctx, input }) =>
      withdraw(ctx.ctx, { ...input, withdrawalId: asId<"other">(input.withdrawalId) }),
    ),
  closeAccount: driverOwnerProcedure.mutation(({ ctx }) => closeAccount(ctx.ctx)),
  limits: driverProcedure.query(({ ctx }) => listOwnLimits(ctx.ctx)),
  setLimit: driverProcedure.input(limitInput).mutation(({ ctx, input }) => {
    const tokenId = input.tokenId === null ? null : asId<"token">(input.tokenId);
    return setOwnLimit(ctx.ctx, { ...input, tokenId });
  }),
});
