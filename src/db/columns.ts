import { bigint, char, customType, uuid } from "drizzle-orm/pg-core";
import type { Id, IdNoun } from "@/core/ids";

/** `timestamptz` as a `Temporal.Instant` (microseconds kept). */
export const instant = customType<{ data: Temporal.Instant; driverData: string }>({
  dataType: () => "timestamptz",
  toDriver: (value) => value.toString(),
  fromDriver: (value) => Temporal.Instant.from(value),
});

/** `date` as a `Temporal.PlainDate`. */
export const plainDate = customType<{ data: Temporal.PlainDate; driverData: string }>({
  dataType: () => "date",
  toDriver: (value) => value.toString(),
  fromDriver: (value) => Temporal.PlainDate.from(value),
});

/** `bytea` as raw bytes. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: (value) => value,
});

/** An id column of ours (`uuid`), branded by its noun. */
export function idColumn<N extends IdNoun>(name: string) {
  return uuid(name).$type<Id<N>>();
}

/** The first column of every key: whose data this is. */
export function tenantIdColumn() {
  return idColumn<"tenant">("tenant_id").notNull();
}

/** An amount in the currency's minor units. */
export function minorColumn(name: string) {
  return bigint(name, { mode: "bigint" });
}

/** An exact derived quantity in millionths (10⁻⁶ of the currency unit, of a kWh, …). */
export function microColumn(name: string) {
  return bigint(name, { mode: "bigint" });
}

/** An ISO 4217 code. */
export function currencyColumn(name = "currency") {
  return char(name, { length: 3 });
}
