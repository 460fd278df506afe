import { and, asc, desc, eq, isNotNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { parseVatNumber } from "@/core/invoicing/vat-number";
import { plainIdentifier } from "@/core/invoicing/plain-identifier";
import { drivers } from "@/db/schema/drivers";
import { vatNumberChecks } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** A driver's VAT number, and what is known of it. */
export interface VatNumberStanding {
  readonly driverId: Id<"driver">;
  readonly driverName: string;
  readonly vatNumber: string;
  /** Null where it is no VAT number by its form. */
  readonly country: string | null;
  /** Latest first. */
  readonly checks: readonly {
    readonly isValid: "yes" | "no" | "unknown";
    readonly source: string;
    readonly consultation: string | null;
    readonly checkedBy: string;
    readonly checkedAt: Temporal.Instant;
  }[];
}

/** The VAT numbers of drivers with the evidence for them. For finance. @throws ServiceError FORBIDDEN. */
export async function listVatNumbers(ctx: Ctx): Promise<VatNumberStanding[]> {
  requireRole(ctx, "finance");
  const [rows, checks] = await Promise.all([
    ctx.db
      .select({ id: drivers.id, name: drivers.name, vatNumber: drivers.vatNumber })
      .from(drivers)
      .where(and(eq(drivers.tenantId, ctx.tenantId), isNotNull(drivers.vatNumber)))
      .orderBy(asc(drivers.name), asc(drivers.id)),
    ctx.db
      .select()
      .from(vatNumberChecks)
      .where(eq(vatNumberChecks.tenantId, ctx.tenantId))
      .orderBy(desc(vatNumberChecks.checkedAt)),
  ]);
  const byNumber = Map.groupBy(checks, ({ vatNumber }) => vatNumber);
  return rows.map(({ id, name, vatNumber: stated }) => {
    const vatNumber = plainIdentifier(stated ?? "");
    const parsed = parseVatNumber(vatNumber);
    return {
      driverId: id,
      driverName: name,
      vatNumber,
      country: parsed.ok ? parsed.value.country : null,
      checks: byNumber.get(vatNumber) ?? [],
    };
  });
}
