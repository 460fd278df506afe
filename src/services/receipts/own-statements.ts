import type { ChargeStatement, StatementParties } from "@/core/receipts/charge-statement";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { findOwnCharge } from "@/services/sessions/find-own-charge";
import { readStatement, readStatements, type StatementCursor } from "./read-statements";
import {
  ownReceiptAccount,
  readStatementParties,
  selectionOf,
  type ReceiptPeriod,
} from "./receipt-account";

const PAGE = 200;

/** A charge's statement as its reader gets it. */
export interface OwnStatement extends StatementParties {
  readonly statement: ChargeStatement;
  /** The day it is made, on the account's wall clock ("2026-11-03"). */
  readonly madeOn: string;
}

/**
 * The statement of one charge of the acting person.
 * @throws ServiceError NOT_FOUND also where it has no price yet, FORBIDDEN.
 */
export async function readOwnStatement(ctx: Ctx, sessionId: string): Promise<OwnStatement> {
  const [{ chargeId }, account] = await Promise.all([
    findOwnCharge(ctx, sessionId),
    ownReceiptAccount(ctx),
  ]);
  const { timeZone } = account.driver;
  const statement = chargeId && (await readStatement(ctx, chargeId, { timeZone }));
  if (!statement) throw new ServiceError("NOT_FOUND", "This charge has no price yet.");
  const madeOn = ctx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString();
  return { statement, madeOn, ...(await readStatementParties(ctx, account)) };
}

/**
 * The statements of a period of the acting person's account, page by page as they are read.
 * @throws ServiceError FORBIDDEN, INVALID.
 */
export async function* streamOwnStatements(
  ctx: Ctx,
  period: ReceiptPeriod,
): AsyncGenerator<readonly ChargeStatement[]> {
  const account = await ownReceiptAccount(ctx);
  const selection = selectionOf(account, period);
  const { timeZone } = account.driver;
  let after: StatementCursor | null = null;
  do {
    const page = await readStatements(ctx, selection, { timeZone, after, limit: PAGE });
    yield page.statements;
    after = page.next;
  } while (after !== null);
}
