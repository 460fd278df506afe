import { and, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { daysLeft, isOverdue } from "@/core/disputes/dispute-clock";
import { turnOf } from "@/core/disputes/dispute-steps";
import { money, type Money } from "@/core/money/money";
import { cdrs } from "@/db/schema/cdrs";
import { chargeDisputes, type ChargeDisputeState } from "@/db/schema/charge-disputes";
import { drivers } from "@/db/schema/drivers";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import { charges } from "@/db/schema/plans";
import { tenants } from "@/db/schema/tenants";
import { cdrField } from "@/services/cdrs/cdr-search";
import type { Ctx } from "@/services/context";

/** Whose turn it is, and until when. */
export interface DisputeClock {
  readonly turn: "finance" | "partner" | "bank" | null;
  readonly answerBy: Temporal.Instant | null;
  readonly isOverdue: boolean;
  /** Calendar days until then, negative once it is late; null where no clock runs. */
  readonly daysLeft: number | null;
}

/** A dispute in a list. */
export interface DisputeItem extends DisputeClock {
  readonly id: Id<"dispute">;
  readonly number: string;
  readonly state: ChargeDisputeState;
  readonly reason: string;
  readonly cdrId: Id<"cdr">;
  readonly place: string;
  readonly city: string;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant;
  /** The zone of the place; null where the CPO does not say. */
  readonly timeZone: string | null;
  readonly operator: string;
  readonly energyMicroKwh: bigint;
  /** What the driver owes or paid, VAT included; null while that is not known. */
  readonly amount: Money | null;
  readonly openedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
}

/** Rows of disputes with what a list says of them, to be narrowed and ordered by the caller. */
export function disputeQuery(ctx: Ctx) {
  return ctx.db
    .select({
      row: chargeDisputes,
      driver: { id: drivers.id, name: drivers.name, number: drivers.number },
      operator: partners.name,
      place: cdrField("cdrLocation", "name"),
      address: cdrField("cdrLocation", "address"),
      city: cdrField("cdrLocation", "city"),
      startedAt: cdrs.startedAt,
      endedAt: cdrs.endedAt,
      energyMicroKwh: cdrs.energyMicroKwh,
      timeZone: sql<string | null>`(select l.time_zone from ${locations} l
        where l.tenant_id = ${cdrs.tenantId} and l.partner_id = ${cdrs.partnerId}
          and l.ocpi_id_upper = upper(${cdrField("cdrLocation", "id")}) limit 1)`,
      grossMinor: charges.grossMinor,
      chargeCurrency: charges.currency,
      tenantZone: tenants.timeZone,
    })
    .from(chargeDisputes)
    .innerJoin(
      cdrs,
      and(eq(cdrs.tenantId, chargeDisputes.tenantId), eq(cdrs.id, chargeDisputes.cdrId)),
    )
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, chargeDisputes.tenantId), eq(drivers.id, chargeDisputes.driverId)),
    )
    .innerJoin(
      partners,
      and(
        eq(partners.tenantId, chargeDisputes.tenantId),
        eq(partners.id, chargeDisputes.partnerId),
      ),
    )
    .innerJoin(tenants, eq(tenants.id, chargeDisputes.tenantId))
    .leftJoin(charges, and(eq(charges.tenantId, cdrs.tenantId), eq(charges.cdrId, cdrs.id)));
}

type Found = Awaited<ReturnType<typeof disputeQuery>>[number];

/** A row as lists give it away. */
export function disputeItem(found: Found, now: Temporal.Instant): DisputeItem {
  const { row, place, address, city, grossMinor, chargeCurrency } = found;
  const { id, number, state, reason, cdrId } = row;
  // What was owed when he objected: afterwards a charge may be void.
  const amountMinor = row.amountMinor ?? grossMinor;
  const currency = chargeCurrency ?? row.currency;
  return {
    id,
    number,
    state,
    reason,
    cdrId,
    place: place ?? address ?? "",
    city: city ?? "",
    startedAt: found.startedAt,
    endedAt: found.endedAt,
    timeZone: found.timeZone,
    operator: found.operator,
    energyMicroKwh: found.energyMicroKwh,
    amount: amountMinor === null || currency === null ? null : money(amountMinor, currency),
    openedAt: row.openedAt,
    closedAt: row.endedAt,
    ...clockOfRow(row, found.tenantZone, now),
  };
}

function clockOfRow(
  row: typeof chargeDisputes.$inferSelect,
  zone: string,
  now: Temporal.Instant,
): DisputeClock {
  const { state, answerBy, endedAt } = row;
  const turn = turnOf(state, state === "credited" && endedAt === null);
  const by = turn === null ? null : answerBy;
  return {
    turn,
    answerBy: by,
    isOverdue: isOverdue(by, now),
    daysLeft: by === null ? null : daysLeft(by, now, zone),
  };
}
