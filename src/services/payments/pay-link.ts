import { createHmac, timingSafeEqual } from "node:crypto";

import { and, eq } from "drizzle-orm";

import { asId, isId, type Id } from "@/core/ids";
import { invoices, type InvoicePaymentState } from "@/db/schema/invoices";
import type { Ctx, ServiceSettings } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { openMinor } from "./read-due";

/** How long a link in a mail can be paid with. */
const VALID_DAYS = 60;

const SHAPE = /^([A-Za-z0-9_-]{16,200})\.([A-Za-z0-9_-]{43})$/;

/** An invoice as its link shows it: nothing that a stranger who holds the mail may not see. */
export interface LinkedInvoice {
  readonly tenantId: Id<"tenant">;
  readonly invoiceId: Id<"invoice">;
  readonly driverId: Id<"driver">;
  readonly number: string;
  readonly openMinor: bigint;
  readonly currency: string;
  readonly paymentState: InvoicePaymentState;
  /** What was open when the link was made is paid, in part or whole: the link has been used. */
  readonly isUsed: boolean;
}

/**
 * The address where an invoice is paid without signing in, for mails. It is signed, ends after 60 days,
 * and is worth one payment: it names what was open, so that once that changed it opens nothing.
 */
export async function payLink(ctx: Ctx, invoiceId: Id<"invoice">): Promise<string> {
  const [row] = await ctx.db
    .select({ open: openMinor })
    .from(invoices)
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoiceId)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such invoice.");
  const until = ctx.clock.now().add({ hours: VALID_DAYS * 24 });
  const seconds = Math.floor(until.epochMilliseconds / 1000);
  const plain = `${ctx.tenantId}|${invoiceId}|${seconds}|${row.open}`;
  const body = Buffer.from(plain).toString("base64url");
  return `${ctx.settings.baseUrl}/pay/${body}.${seal(ctx.settings, body)}`;
}

/** Whose link it is, so that a context can be opened; null for one that we did not sign. */
export function tenantOfLink(settings: ServiceSettings, token: string): Id<"tenant"> | null {
  const parts = open(settings, token);
  return parts?.tenantId ?? null;
}

/** What a link leads to. @throws ServiceError NOT_FOUND for one that we did not sign, or that has ended. */
export async function readPayLink(ctx: Ctx, token: string): Promise<LinkedInvoice> {
  const parts = open(ctx.settings, token);
  const now = Math.floor(ctx.clock.now().epochMilliseconds / 1000);
  if (!parts || parts.tenantId !== ctx.tenantId || parts.until < now) {
    throw new ServiceError("NOT_FOUND", "This link is not valid any more.");
  }
  const [row] = await ctx.db
    .select({
      driverId: invoices.driverId,
      number: invoices.number,
      open: openMinor,
      currency: invoices.currency,
      paymentState: invoices.paymentState,
    })
    .from(invoices)
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, parts.invoiceId)));
  if (!row) throw new ServiceError("NOT_FOUND", "This link is not valid any more.");
  const { open: openNow, number, ...rest } = row;
  return {
    ...rest,
    tenantId: parts.tenantId,
    invoiceId: parts.invoiceId,
    number: number ?? "",
    openMinor: openNow,
    isUsed: openNow !== parts.open,
  };
}

function seal({ secretKey }: ServiceSettings, body: string): string {
  // A key of its own for each purpose, derived from the one that is configured.
  const key = createHmac("sha256", secretKey).update("kvitt pay link 1").digest();
  return createHmac("sha256", key).update(body).digest("base64url");
}

function open(settings: ServiceSettings, token: string) {
  const [, body, mac] = SHAPE.exec(token) ?? [];
  if (!body || !mac) return null;
  const expected = Buffer.from(seal(settings, body));
  const given = Buffer.from(mac);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const [tenant = "", invoice = "", until, amount] = Buffer.from(body, "base64url")
    .toString()
    .split("|");
  if (!isId(tenant) || !isId(invoice) || !/^\d+$/.test(until ?? "")) return null;
  if (!/^-?\d+$/.test(amount ?? "")) return null;
  return {
    tenantId: asId<"tenant">(tenant),
    invoiceId: asId<"invoice">(invoice),
    until: Number(until),
    open: BigInt(amount ?? "0"),
  };
}
