import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { SaidNeed } from "@/core/smart-charging/charging-goal";
import type { ProfileType } from "@/core/smart-charging/charging-preferences";
import { idColumn, instant, microColumn, tenantIdColumn } from "@/db/columns";
import { drivers } from "./drivers";
import { sessions } from "./sessions";

/** A driver's car, as far as planning its charging needs it. Removed ones stay for what they charged. */
export const vehicles = pgTable(
  "vehicles",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"vehicle">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    name: text("name").notNull(),
    /** Usable energy, 10⁻⁶ kWh. */
    batteryMicroKwh: microColumn("battery_micro_kwh").notNull(),
    /** 10⁻⁶ kWh for 100 km. */
    consumptionMicroKwh: microColumn("consumption_micro_kwh").notNull(),
    /** OCPI ConnectorType of its AC inlet. */
    connector: text("connector").notNull(),
    /** How many phases its charger on board uses. */
    phases: smallint("phases").$type<1 | 2 | 3>().notNull(),
    maxAcW: integer("max_ac_w").notNull(),
    /** Null: it does not charge with direct current. */
    maxDcW: integer("max_dc_w"),
    /** A: below it the car stops charging (IEC 61851: 6). */
    minCurrentA: smallint("min_current_a").notNull().default(6),
    canDischarge: boolean("can_discharge").notNull().default(false),
    isDefault: boolean("is_default").notNull().default(false),
    createdAt: instant("created_at").notNull(),
    removedAt: instant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    index("vehicles_driver").on(t.tenantId, t.driverId),
    uniqueIndex("vehicles_default")
      .on(t.tenantId, t.driverId)
      .where(sql`${t.isDefault} and ${t.removedAt} is null`),
  ],
);

/** What a driver wants of each charge on some weekdays, at one place or anywhere. The most exact one counts. */
export const chargingRoutines = pgTable(
  "charging_routines",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    name: text("name").notNull(),
    vehicleId: idColumn<"vehicle">("vehicle_id"),
    /** Days on which the car leaves, as bits: 1 is Monday, 64 is Sunday. */
    weekdays: smallint("weekdays").notNull(),
    /** The place it is for; null: any. */
    locationId: idColumn<"location">("location_id"),
    /** When the car leaves, on the wall clock of the place ("07:00"); null: not known. */
    departure: text("departure"),
    /** 10⁻⁶ kWh wanted by then; null: as much as goes in. */
    energyMicroKwh: microColumn("energy_micro_kwh"),
    /** The same wish in km, where the driver thinks in them; the energy above follows the car's consumption. */
    rangeKm: integer("range_km"),
    style: text("style").$type<ProfileType>().notNull(),
    dischargeAllowed: boolean("discharge_allowed").notNull().default(false),
    isOn: boolean("is_on").notNull().default(true),
    createdAt: instant("created_at").notNull(),
    removedAt: instant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.vehicleId],
      foreignColumns: [vehicles.tenantId, vehicles.id],
    }),
    index("charging_routines_driver").on(t.tenantId, t.driverId),
  ],
);

/** What is wanted of one session, whoever carries it out. The newest statement counts; its history is in the audit. */
export const chargingGoals = pgTable(
  "charging_goals",
  {
    tenantId: tenantIdColumn(),
    sessionId: idColumn<"session">("session_id").notNull(),
    driverId: idColumn<"driver">("driver_id"),
    vehicleId: idColumn<"vehicle">("vehicle_id"),
    routineId: idColumn<"other">("routine_id"),
    style: text("style").$type<ProfileType>().notNull(),
    departureAt: instant("departure_at"),
    /** 10⁻⁶ kWh wanted from the start of the session on; null: as much as goes in. */
    energyMicroKwh: microColumn("energy_micro_kwh"),
    dischargeAllowed: boolean("discharge_allowed").notNull().default(false),
    /** "Boost now": as fast as the site allows, whatever the style says. */
    boostedAt: instant("boosted_at"),
    /** What brings it to the station: the CPO's own planning, our profile, or nothing that the CPO offers. */
    way: text("way").$type<"preferences" | "profile" | "none">().notNull(),
    /** driver: said by hand. routine: by a routine. operations: by staff. */
    source: text("source").$type<"driver" | "routine" | "operations">().notNull(),
    setAt: instant("set_at").notNull(),
    /** How the need was said, to be shown so again; null: as energy, or not at all. */
    said: jsonb("said").$type<SaidNeed | null>(),
    /** When what carries it out is looked at again; null: nothing to look at. */
    dueAt: instant("due_at"),
  },
  (t) => [
    index("charging_goals_due")
      .on(t.dueAt)
      .where(sql`${t.dueAt} is not null`),
    primaryKey({ columns: [t.tenantId, t.sessionId] }),
    foreignKey({
      columns: [t.tenantId, t.sessionId],
      foreignColumns: [sessions.tenantId, sessions.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
  ],
);
