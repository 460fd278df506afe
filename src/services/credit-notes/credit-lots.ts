import { and, eq, ne, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { creditNotes } from "@/db/schema/credits";
import { lotUses, walletLots } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { creditWallet, type WalletCredit } from "@/services/wallet/credit-wallet";
import type { CreditOriginal } from "./credit-original";

/**
 * Puts what a credit note gives back into the wallet, before its journal is posted. What an invoice was paid with was the
 * driver's own. A charge that the wallet paid may have been paid in part from credit that we had given him: that part comes
 * back as given credit, after all that he had bought.
 */
export async function creditLots(
  ctx: Ctx,
  original: CreditOriginal,
  credit: WalletCredit,
): Promise<void> {
  const own = await ownPart(ctx, original, credit);
  await creditWallet(ctx, { ...credit, grantedMinor: credit.amountMinor - own });
}

async function ownPart(
  ctx: Ctx,
  original: CreditOriginal,
  { amountMinor, creditNoteId }: WalletCredit,
): Promise<bigint> {
  const { source } = original;
  if (source.of === "invoice") return amountMinor;
  const [used, back] = await Promise.all([
    grantedUsed(ctx, source.chargeId),
    ownGivenBack(ctx, original.documentId, creditNoteId),
  ]);
  const asked = original.lines.flatMap((line) => line.asked);
  const gross = asked.reduce((sum, amount) => sum + amount.grossMinor, 0n);
  const left = gross - used - back;
  return left < 0n ? 0n : left < amountMinor ? left : amountMinor;
}

async function grantedUsed(ctx: Ctx, chargeId: Id<"charge">): Promise<bigint> {
  const [row] = await ctx.db
    .select({ minor: sql<string>`coalesce(sum(${lotUses.amountMinor}), 0)` })
    .from(lotUses)
    .innerJoin(
      walletLots,
      and(
        eq(walletLots.tenantId, lotUses.tenantId),
        eq(walletLots.id, lotUses.lotId),
        eq(walletLots.kind, "granted"),
      ),
    )
    .where(and(eq(lotUses.tenantId, ctx.tenantId), eq(lotUses.chargeId, chargeId)));
  return BigInt(row?.minor ?? "0");
}

async function ownGivenBack(
  ctx: Ctx,
  documentId: Id<"document">,
  except: Id<"creditNote">,
): Promise<bigint> {
  const [row] = await ctx.db
    .select({ minor: sql<string>`coalesce(sum(${walletLots.amountMinor}), 0)` })
    .from(walletLots)
    .innerJoin(
      creditNotes,
      and(
        eq(creditNotes.tenantId, walletLots.tenantId),
        eq(creditNotes.id, walletLots.creditNoteId),
        eq(creditNotes.creditsDocumentId, documentId),
        ne(creditNotes.id, except),
      ),
    )
    .where(and(eq(walletLots.tenantId, ctx.tenantId), eq(walletLots.kind, "purchased")));
  return BigInt(row?.minor ?? "0");
}
