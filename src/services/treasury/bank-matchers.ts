import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import { drivers } from "@/db/schema/drivers";
import { invoices } from "@/db/schema/invoices";
import { paymentFiles } from "@/db/schema/settlements";
import { bankLines, stripePayouts } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";
import { openMinor } from "@/services/payments/read-due";

export type BankLine = InferSelectModel<typeof bankLines>;

/** What a bank line may be. `exact` ones are taken without asking where there is one alone. */
export interface MatchProposal {
  readonly kind: "payout" | "invoice" | "payment_file";
  readonly id: string;
  /** What people call it: an invoice's number, a payout's id, a message id. */
  readonly label: string;
  /** The driver's name, where it is an invoice's. */
  readonly detail: string | null;
  /** What is open of it, positive. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly certainty: "exact" | "likely" | "possible";
}

/** Proposes what a bank line may be. */
export interface BankMatcher {
  readonly kind: MatchProposal["kind"];
  propose(ctx: Ctx, line: BankLine): Promise<readonly MatchProposal[]>;
}

/** How many days a payout may be booked from the day that Stripe foresaw. */
const PAYOUT_DAYS = 5;
const MOST = 8;

const payouts: BankMatcher = {
  kind: "payout",
  propose: async (ctx, line) => {
    if (line.amountMinor <= 0n) return [];
    const rows = await ctx.db
      .select()
      .from(stripePayouts)
      .where(
        and(
          eq(stripePayouts.tenantId, ctx.tenantId),
          eq(stripePayouts.environment, ctx.settings.stripeEnvironment),
          eq(stripePayouts.currency, line.currency),
          eq(stripePayouts.amountMinor, line.amountMinor),
          inArray(stripePayouts.status, ["paid", "in_transit"]),
          sql`abs(${stripePayouts.arrivalOn} - ${line.bookedOn.toString()}::date) <= ${PAYOUT_DAYS}`,
          sql`not exists (select 1 from ${bankLines} l where l.tenant_id = ${ctx.tenantId}
            and l.match_kind = 'payout' and l.match_id = ${stripePayouts.id} and l.state = 'matched')`,
        ),
      )
      .limit(MOST);
    const isNamed = /stripe/i.test(`${line.reference} ${line.text} ${line.counterparty}`);
    return rows.map(({ id, amountMinor, currency }) => ({
      kind: "payout" as const,
      id,
      label: id,
      detail: null,
      amountMinor,
      currency,
      certainty: isNamed ? "exact" : "likely",
    }));
  },
};

const openInvoices: BankMatcher = {
  kind: "invoice",
  propose: async (ctx, line) => {
    if (line.amountMinor <= 0n) return [];
    const said = `${line.reference ?? ""} ${line.text ?? ""}`;
    const told = plain(said);
    // "K-2026-000002" is also found as K2026000002, and its digits alone where they are a word of their own (OCR).
    const words = said.split(/[^\dA-Za-z-]+/).map(plain);
    const payer = (line.counterparty ?? "").trim().toLowerCase();
    const rows = await ctx.db
      .select({
        id: invoices.id,
        number: invoices.number,
        open: openMinor,
        name: drivers.name,
        driverNumber: drivers.number,
      })
      .from(invoices)
      .innerJoin(
        drivers,
        and(eq(drivers.tenantId, invoices.tenantId), eq(drivers.id, invoices.driverId)),
      )
      .where(
        and(
          eq(invoices.tenantId, ctx.tenantId),
          eq(invoices.state, "finalized"),
          eq(invoices.currency, line.currency),
          gt(openMinor, 0n),
          sql`(${openMinor} = ${line.amountMinor}
            or position(regexp_replace(upper(${invoices.number}), '[^0-9A-Z]', '', 'g') in ${told}) > 0
            or regexp_replace(${invoices.number}, '[^0-9]', '', 'g') = any (string_to_array(${words.join(" ")}, ' ')))`,
        ),
      )
      .orderBy(invoices.dueOn, invoices.id)
      .limit(50);
    return rows
      .map((row) => {
        const number = row.number ?? "";
        const isNamed = isWordIn(number, said) || words.includes(number.replaceAll(/\D/g, ""));
        const isPayer =
          payer !== "" &&
          (row.name.toLowerCase().includes(payer) || payer.includes(row.name.toLowerCase()));
        return {
          kind: "invoice" as const,
          id: row.id,
          label: number,
          detail: row.name,
          amountMinor: row.open,
          currency: line.currency,
          certainty: certaintyOf(isNamed, row.open === line.amountMinor, isPayer),
        };
      })
      .toSorted((a, b) => ORDER.indexOf(a.certainty) - ORDER.indexOf(b.certainty))
      .slice(0, MOST);
  },
};

const sentFiles: BankMatcher = {
  kind: "payment_file",
  propose: async (ctx, line) => {
    if (line.amountMinor >= 0n) return [];
    const rows = await ctx.db
      .select()
      .from(paymentFiles)
      .where(
        and(
          eq(paymentFiles.tenantId, ctx.tenantId),
          eq(paymentFiles.currency, line.currency),
          eq(paymentFiles.totalMinor, -line.amountMinor),
          inArray(paymentFiles.state, ["approved", "sent"]),
        ),
      )
      .limit(MOST);
    const told = plain(`${line.reference ?? ""} ${line.text ?? ""}`);
    return rows.map(({ id, messageId, totalMinor, currency }) => ({
      kind: "payment_file" as const,
      id,
      label: messageId,
      detail: null,
      amountMinor: totalMinor,
      currency,
      certainty: told.includes(plain(messageId)) ? "exact" : "likely",
    }));
  },
};

/** Who is asked what a line may be; another kind of thing that money moves for is one entry more. */
const bankMatchers: readonly BankMatcher[] = [payouts, openInvoices, sentFiles];

/** All that a line may be, the surest first. */
export async function proposeMatches(ctx: Ctx, line: BankLine): Promise<readonly MatchProposal[]> {
  const found = await Promise.all(bankMatchers.map((matcher) => matcher.propose(ctx, line)));
  return found.flat().toSorted((a, b) => ORDER.indexOf(a.certainty) - ORDER.indexOf(b.certainty));
}

const ORDER: readonly MatchProposal["certainty"][] = ["exact", "likely", "possible"];

function certaintyOf(
  isNamed: boolean,
  isSame: boolean,
  isPayer: boolean,
): MatchProposal["certainty"] {
  if (isNamed && isSame) return "exact";
  return isNamed || isPayer ? "likely" : "possible";
}

/** "K 2026-000002" is "K-2026-000002", but "K-2026-0000021" is another. */
function isWordIn(number: string, said: string): boolean {
  const parts = number.match(/[\dA-Za-z]+/g) ?? [];
  if (parts.length === 0) return false;
  const loose = parts.join(String.raw`[^\dA-Za-z]*`);
  return new RegExp(String.raw`(?<![\dA-Za-z])${loose}(?![\dA-Za-z])`, "i").test(said);
}

function plain(text: string): string {
  return text.toUpperCase().replaceAll(/[^\dA-Z]/g, "");
}
