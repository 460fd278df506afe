import { writeArchive } from "@/documents/receipts-archive";
import type { ChargeStatement } from "@/core/receipts/charge-statement";
import type { Ctx } from "@/services/context";
import {
  claimPack,
  expirePacks,
  failPack,
  storePack,
  type DuePack,
} from "@/services/receipts/make-pack";
import { readStatements, type StatementCursor } from "@/services/receipts/read-statements";
import { readStatementParties } from "@/services/receipts/receipt-account";
import { takeDueSchedules } from "@/services/receipts/take-due-schedules";

const PAGE = 50;
const MOST_AT_ONCE = 20;

/**
 * Orders the archives of receipts that are sent each month, makes those that are due, and empties what is over. Returns
 * how many it looked at. One that can't be made waits on its row; the others do not wait for it.
 */
export async function makeReceiptPacks(ctx: Ctx): Promise<number> {
  await expirePacks(ctx);
  await takeDueSchedules(ctx);
  let looked = 0;
  for (; looked < MOST_AT_ONCE; looked += 1) {
    const pack = await claimPack(ctx);
    if (!pack) break;
    try {
      await storePack(ctx, pack, await archiveOf(ctx, pack));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      ctx.log.error({ err: error, packId: pack.id }, "an archive of receipts was not made");
      await failPack(ctx, pack.id, reason);
    }
  }
  return looked;
}

async function archiveOf(ctx: Ctx, pack: DuePack) {
  const { account, firstDay, lastDay } = pack;
  const { locale, timeZone } = account.driver;
  const parties = await readStatementParties(ctx, account);
  const madeOn = ctx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const decimals = locale === "en" ? "point" : "comma";
  const head = { ...parties, firstDay, lastDay, madeOn, form: { locale, decimals } } as const;
  return writeArchive(head, pagesOf(ctx, pack));
}

async function* pagesOf(
  ctx: Ctx,
  { selection, account }: DuePack,
): AsyncGenerator<readonly ChargeStatement[]> {
  const { timeZone } = account.driver;
  let after: StatementCursor | null = null;
  do {
    const page = await readStatements(ctx, selection, { timeZone, after, limit: PAGE });
    yield page.statements;
    after = page.next;
  } while (after !== null);
}
