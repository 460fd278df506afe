import { and, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invoiceWrittenOff } from "@/core/ledger/entries/invoice-written-off";
import { invoices } from "@/db/schema/invoices";
import { inTransaction } from "@/db/transaction";
import type { Approval } from "@/services/approvals/approval";
import { needsTwo } from "@/services/approvals/needs-two";
import { requestApproval } from "@/services/approvals/request-approval";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import { openPaymentOf } from "@/services/payments/open-payment";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { closeCase } from "./close-case";
import { lockStanding, openOfRow, owedInAll, type Standing } from "./standing";
import { writeEvent } from "./write-event";

/** What finance wants to give up: the amount is the one that the dialog showed. */
export interface WriteOffOrder {
  readonly caseId: Id<"dunningCase">;
  /** Made by the asking page, so that a double click is one deed. */
  readonly deedId: Id;
  readonly amountMinor: bigint;
  readonly reason: string;
}

/**
 * Gives up what is open of a case: its invoice and the fees and interest that came on top, each +bad debt −receivable.
 * From the tenant's limit on a second person decides first; until then only the request stands.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (no reason), CONFLICT (another amount is open than was shown),
 * PRECONDITION (closed already, or an attempt to collect is under way).
 */
export async function writeOffCase(ctx: Ctx, order: WriteOffOrder): Promise<"done" | "asked"> {
  requireRole(ctx, "finance");
  const reason = order.reason.trim();
  if (reason === "") throw new ServiceError("INVALID", "Say why it is written off.");
  return inTransaction(ctx, async (tx) => {
    const standing = await lockStanding(tx, order.caseId);
    const { row, invoice } = standing;
    if (row.state === "closed" && row.outcome === "written_off") return "done";
    const amountMinor = await requireWriteOff(tx, standing, order.amountMinor);
    const { currency, driverId } = invoice;
    if (await needsTwo(tx, "write_off", { amountMinor, currency, driverId })) {
      const subject = { subjectType: "dunning_case", subjectId: row.id } as const;
      const request = { kind: "write_off", ...subject, amountMinor, currency, reason } as const;
      const approval = await requestApproval(tx, request);
      await writeEvent(tx, row.id, {
        kind: "write_off_asked",
        amountMinor,
        currency,
        detail: { reason, approval },
      });
      return "asked";
    }
    await writeOff(tx, standing, { deedId: order.deedId, reason });
    return "done";
  });
}

async function requireWriteOff(ctx: Ctx, standing: Standing, shownMinor: bigint): Promise<bigint> {
  const { row, invoice, additions } = standing;
  if (row.state === "closed" && row.outcome !== "handed_over") {
    throw new ServiceError("PRECONDITION", "This case is closed.");
  }
  const amountMinor = owedInAll(standing);
  if (amountMinor !== shownMinor) {
    throw new ServiceError("CONFLICT", "Another amount is open by now. Look again.", {
      open: String(amountMinor),
    });
  }
  for (const { id } of [invoice, ...additions]) {
    if (await openPaymentOf(ctx, { invoiceId: id })) {
      throw new ServiceError(
        "PRECONDITION",
        "A payment is under way: wait for what becomes of it.",
      );
    }
  }
  return amountMinor;
}

async function writeOff(
  ctx: Ctx,
  standing: Standing,
  { deedId, reason }: { readonly deedId: Id; readonly reason: string },
): Promise<void> {
  const { row, invoice, additions } = standing;
  const open = [invoice, ...additions].filter((one) => openOfRow(one) > 0n);
  await postJournals(
    ctx,
    open.map((one) =>
      invoiceWrittenOff({
        invoiceId: one.id,
        deedId,
        driverId: one.driverId,
        currency: one.currency,
        amountMinor: openOfRow(one),
        at: ctx.clock.now(),
      }),
    ),
  );
  for (const one of open) {
    await ctx.db
      .update(invoices)
      .set({
        writtenOffMinor: sql`${invoices.writtenOffMinor} + ${openOfRow(one)}`,
        paymentState: "written_off",
      })
      .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, one.id)));
  }
  await writeEvent(ctx, row.id, {
    kind: "written_off",
    amountMinor: owedInAll(standing),
    currency: invoice.currency,
    detail: { reason, deed: deedId },
  });
  await writeAudit(ctx, {
    action: "dunning.write_off",
    subjectType: "dunning_case",
    subjectId: row.id,
    detail: { amount: owedInAll(standing).toString(), currency: invoice.currency, reason },
  });
  await closeCase(ctx, standing, "written_off");
}

/** What a second person's decision about a write-off sets off. */
export const writeOffApproval = {
  /** @throws ServiceError CONFLICT where another amount is open by now, PRECONDITION where it is settled. */
  approved(ctx: Ctx, approval: Approval): Promise<void> {
    return inTransaction(ctx, async (tx) => {
      const standing = await lockStanding(tx, approval.subjectId as Id<"dunningCase">);
      await requireWriteOff(tx, standing, approval.amountMinor);
      await writeOff(tx, standing, { deedId: approval.id, reason: approval.reason });
    });
  },
  refused(ctx: Ctx, approval: Approval): Promise<void> {
    return inTransaction(ctx, async (tx) => {
      const { row } = await lockStanding(tx, approval.subjectId as Id<"dunningCase">);
      await writeEvent(tx, row.id, {
        kind: "write_off_refused",
        detail: { approval: approval.id, ...(approval.note ? { note: approval.note } : {}) },
      });
    });
  },
};
