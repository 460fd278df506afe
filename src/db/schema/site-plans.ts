import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { PlannedNode, PlanReason } from "@/core/smart-charging/site-plan/site-problem";
import { idColumn, instant, tenantIdColumn } from "@/db/columns";
import { sessions } from "./sessions";
import { sites } from "./sites";

/** One run of the planner over a site (insert-only). */
export const sitePlans = pgTable(
  "site_plans",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"sitePlan">("id").notNull(),
    siteId: idColumn<"site">("site_id").notNull(),
    /** The state of the site that it was made for (core/smart-charging/site-plan, fingerprint). */
    fingerprint: text("fingerprint").notNull(),
    trigger: text("trigger").notNull(),
    /** feasible: no limit exceeded. excess: base load alone exceeds one; the nodes say which and by how much. */
    outcome: text("outcome").$type<"feasible" | "excess">().notNull(),
    startsAt: instant("starts_at").notNull(),
    slotMinutes: integer("slot_minutes").notNull(),
    slots: integer("slots").notNull(),
    /** Limits, base load and planned load of each node of the tree but charging points. */
    nodes: jsonb("nodes").$type<readonly PlannedNode[]>().notNull(),
    /** How far the plan after the repair is from the bound of the program, as a share (0.003). */
    gap: jsonb("gap")
      .$type<{ readonly energy: number; readonly cost: number; readonly carbon: number }>()
      .notNull(),
    solveMs: integer("solve_ms").notNull(),
    /** Profiles that it sent. */
    sent: integer("sent").notNull(),
    plannedAt: instant("planned_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.siteId], foreignColumns: [sites.tenantId, sites.id] }),
    index("site_plans_time").on(t.tenantId, t.siteId, t.plannedAt),
  ],
);

/** What a run gave one session (insert-only). */
export const sitePlanSessions = pgTable(
  "site_plan_sessions",
  {
    tenantId: tenantIdColumn(),
    planId: idColumn<"sitePlan">("plan_id").notNull(),
    sessionId: idColumn<"session">("session_id").notNull(),
    /** W in each slot of the plan. */
    powerW: jsonb("power_w").$type<readonly number[]>().notNull(),
    /** Wh still wanted when planned, and of them what will be missing at the departure. */
    neededWh: integer("needed_wh").notNull(),
    shortfallWh: integer("shortfall_wh").notNull(),
    /** Why the power is what it is, for runs of slots. */
    reasons: jsonb("reasons").$type<readonly PlanReason[]>().notNull(),
    /** Money of the plan against charging at once, at the market's price: 10⁻⁶ of the zone's currency; null: no prices. */
    costMicro: jsonb("cost_micro").$type<{
      readonly plan: string;
      readonly atOnce: string;
      readonly currency: string;
    } | null>(),
    carbonG: jsonb("carbon_g").$type<{ readonly plan: number; readonly atOnce: number } | null>(),
    /** What the session counted as when planned: steered, unconfirmed (at its possible maximum) or not steerable. */
    control: text("control").$type<"steered" | "unconfirmed" | "fixed">().notNull(),
    /** The profile that was sent for it; null: nothing changed enough. */
    requestId: idColumn<"other">("request_id"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.planId, t.sessionId] }),
    foreignKey({
      columns: [t.tenantId, t.sessionId],
      foreignColumns: [sessions.tenantId, sessions.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.planId],
      foreignColumns: [sitePlans.tenantId, sitePlans.id],
    }),
    index("site_plan_sessions_session").on(t.tenantId, t.sessionId),
  ],
);
