import { asId } from "@/core/ids";
import { grantCredit } from "@/services/wallet/grant-credit";
import { readDriverWallets } from "@/services/wallet/read-driver-wallets";
import { readWalletReport } from "@/services/wallet/read-wallet-report";
import { setDriverLimit } from "@/services/wallet/spending-limit-rows";
import { financeProcedure, router } from "@/trpc/init";
import { driverIdInput } from "@/trpc/inputs/invoice-filter";
import { driverLimitInput, grantInput } from "@/trpc/inputs/wallet";

/** Drivers' wallets as finance sees them. */
export const walletsRouter = router({
  ofDriver: financeProcedure
    .input(driverIdInput)
    .query(({ ctx, input }) => readDriverWallets(ctx.ctx, asId<"driver">(input.driverId))),
  report: financeProcedure.query(({ ctx }) => readWalletReport(ctx.ctx)),
  /** Gives credit, or asks a second person for it. */
  grant: financeProcedure.input(grantInput).mutation(async ({ ctx, input }) => {
    const { days, ...grant } = input;
    const outcome = await grantCredit(ctx.ctx, {
      ...grant,
      lotId: asId<"walletLot">(grant.lotId),
      driverId: asId<"driver">(grant.driverId),
      ...(days !== null && { expiresAt: ctx.ctx.clock.now().add({ hours: 24 * days }) }),
    });
    return { outcome };
  }),
  setLimit: financeProcedure.input(driverLimitInput).mutation(({ ctx, input }) =>
    setDriverLimit(ctx.ctx, {
      ...input,
      driverId: asId<"driver">(input.driverId),
      tokenId: input.tokenId === null ? null : asId<"token">(input.tokenId),
    }),
  ),
});
