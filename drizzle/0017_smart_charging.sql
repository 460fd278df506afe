CREATE TABLE "market_imports" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source" text NOT NULL,
	"file_name" text NOT NULL,
	"content_sha256" "bytea" NOT NULL,
	"content" "bytea" NOT NULL,
	"imported_by" text NOT NULL,
	"imported_at" timestamptz NOT NULL,
	"points" integer NOT NULL,
	"problems" jsonb NOT NULL,
	CONSTRAINT "market_imports_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "market_points" (
	"tenant_id" uuid NOT NULL,
	"zone" text NOT NULL,
	"quantity" text NOT NULL,
	"starts_at" timestamptz NOT NULL,
	"minutes" smallint NOT NULL,
	"value_micro" bigint NOT NULL,
	"currency" char(3),
	"is_known" boolean NOT NULL,
	"import_id" uuid NOT NULL,
	CONSTRAINT "market_points_tenant_id_zone_quantity_starts_at_pk" PRIMARY KEY("tenant_id","zone","quantity","starts_at")
);
--> statement-breakpoint
CREATE TABLE "session_readings" (
	"tenant_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"energy_micro_kwh" bigint NOT NULL,
	"power_w" integer,
	"received_at" timestamptz NOT NULL,
	CONSTRAINT "session_readings_tenant_id_session_id_at_pk" PRIMARY KEY("tenant_id","session_id","at")
);
--> statement-breakpoint
CREATE TABLE "session_savings" (
	"tenant_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"paid_micro" bigint,
	"paid_at_once_micro" bigint,
	"market_currency" char(3),
	"market_micro" bigint,
	"market_at_once_micro" bigint,
	"carbon_g" integer,
	"carbon_at_once_g" integer,
	"trace" jsonb NOT NULL,
	"worked_out_at" timestamptz NOT NULL,
	CONSTRAINT "session_savings_tenant_id_session_id_pk" PRIMARY KEY("tenant_id","session_id")
);
--> statement-breakpoint
CREATE TABLE "site_plan_sessions" (
	"tenant_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"power_w" jsonb NOT NULL,
	"needed_wh" integer NOT NULL,
	"shortfall_wh" integer NOT NULL,
	"reasons" jsonb NOT NULL,
	"cost_micro" jsonb,
	"carbon_g" jsonb,
	"control" text NOT NULL,
	"request_id" uuid,
	CONSTRAINT "site_plan_sessions_tenant_id_plan_id_session_id_pk" PRIMARY KEY("tenant_id","plan_id","session_id")
);
--> statement-breakpoint
CREATE TABLE "site_plans" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"trigger" text NOT NULL,
	"outcome" text NOT NULL,
	"starts_at" timestamptz NOT NULL,
	"slot_minutes" integer NOT NULL,
	"slots" integer NOT NULL,
	"nodes" jsonb NOT NULL,
	"gap" jsonb NOT NULL,
	"solve_ms" integer NOT NULL,
	"sent" integer NOT NULL,
	"planned_at" timestamptz NOT NULL,
	CONSTRAINT "site_plans_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "site_keys" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_sha256" "bytea" NOT NULL,
	"created_at" timestamptz NOT NULL,
	"last_used_at" timestamptz,
	"revoked_at" timestamptz,
	CONSTRAINT "site_keys_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "site_keys_token" UNIQUE("tenant_id","token_sha256")
);
--> statement-breakpoint
CREATE TABLE "site_limit_windows" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"node_id" uuid NOT NULL,
	"weekdays" smallint NOT NULL,
	"from_clock" text NOT NULL,
	"to_clock" text NOT NULL,
	"limit_a" integer,
	"limit_w" integer,
	CONSTRAINT "site_limit_windows_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "site_nodes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"parent_id" uuid,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"limit_a" integer,
	"limit_w" integer,
	"phases" smallint DEFAULT 3 NOT NULL,
	"first_phase" smallint,
	"location_ocpi_id" text,
	"evse_uid" text,
	"position" integer NOT NULL,
	CONSTRAINT "site_nodes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "site_nodes_evse" UNIQUE("tenant_id","site_id","location_ocpi_id","evse_uid")
);
--> statement-breakpoint
CREATE TABLE "site_readings" (
	"tenant_id" uuid NOT NULL,
	"node_id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"site_id" uuid NOT NULL,
	"power_w" integer NOT NULL,
	"received_at" timestamptz NOT NULL,
	CONSTRAINT "site_readings_tenant_id_node_id_at_pk" PRIMARY KEY("tenant_id","node_id","at")
);
--> statement-breakpoint
CREATE TABLE "site_signals" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"node_id" uuid NOT NULL,
	"key_id" uuid,
	"reference" text NOT NULL,
	"starts_at" timestamptz NOT NULL,
	"ends_at" timestamptz NOT NULL,
	"limit_a" integer,
	"limit_w" integer,
	"received_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	CONSTRAINT "site_signals_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"partner_id" uuid NOT NULL,
	"country_code" text NOT NULL,
	"party_id" text NOT NULL,
	"time_zone" text NOT NULL,
	"zone" text,
	"voltage" smallint DEFAULT 230 NOT NULL,
	"slot_minutes" smallint DEFAULT 15 NOT NULL,
	"horizon_slots" smallint DEFAULT 96 NOT NULL,
	"is_steered" boolean DEFAULT false NOT NULL,
	"safe_w" integer,
	"base_load" jsonb,
	"assumed_stay_minutes" integer DEFAULT 240 NOT NULL,
	"assumed_energy_wh" integer DEFAULT 20000 NOT NULL,
	"due_at" timestamptz,
	"due_reason" text,
	"created_at" timestamptz NOT NULL,
	"removed_at" timestamptz,
	CONSTRAINT "sites_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "charging_goals" (
	"tenant_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"driver_id" uuid,
	"vehicle_id" uuid,
	"routine_id" uuid,
	"style" text NOT NULL,
	"departure_at" timestamptz,
	"energy_micro_kwh" bigint,
	"discharge_allowed" boolean DEFAULT false NOT NULL,
	"boosted_at" timestamptz,
	"way" text NOT NULL,
	"source" text NOT NULL,
	"set_at" timestamptz NOT NULL,
	CONSTRAINT "charging_goals_tenant_id_session_id_pk" PRIMARY KEY("tenant_id","session_id")
);
--> statement-breakpoint
CREATE TABLE "charging_routines" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"name" text NOT NULL,
	"vehicle_id" uuid,
	"weekdays" smallint NOT NULL,
	"location_id" uuid,
	"departure" text,
	"energy_micro_kwh" bigint,
	"range_km" integer,
	"style" text NOT NULL,
	"discharge_allowed" boolean DEFAULT false NOT NULL,
	"is_on" boolean DEFAULT true NOT NULL,
	"created_at" timestamptz NOT NULL,
	"removed_at" timestamptz,
	CONSTRAINT "charging_routines_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "vehicles" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"name" text NOT NULL,
	"battery_micro_kwh" bigint NOT NULL,
	"consumption_micro_kwh" bigint NOT NULL,
	"connector" text NOT NULL,
	"phases" smallint NOT NULL,
	"max_ac_w" integer NOT NULL,
	"max_dc_w" integer,
	"min_current_a" smallint DEFAULT 6 NOT NULL,
	"can_discharge" boolean DEFAULT false NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamptz NOT NULL,
	"removed_at" timestamptz,
	CONSTRAINT "vehicles_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "charging_requests" ADD COLUMN "site_plan_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "purpose" text DEFAULT 'billing' NOT NULL;--> statement-breakpoint
ALTER TABLE "market_imports" ADD CONSTRAINT "market_imports_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "market_points" ADD CONSTRAINT "market_points_tenant_id_import_id_market_imports_tenant_id_id_fk" FOREIGN KEY ("tenant_id","import_id") REFERENCES "public"."market_imports"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_readings" ADD CONSTRAINT "session_readings_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_savings" ADD CONSTRAINT "session_savings_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_plan_sessions" ADD CONSTRAINT "site_plan_sessions_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_plan_sessions" ADD CONSTRAINT "site_plan_sessions_tenant_id_plan_id_site_plans_tenant_id_id_fk" FOREIGN KEY ("tenant_id","plan_id") REFERENCES "public"."site_plans"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_plans" ADD CONSTRAINT "site_plans_tenant_id_site_id_sites_tenant_id_id_fk" FOREIGN KEY ("tenant_id","site_id") REFERENCES "public"."sites"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_keys" ADD CONSTRAINT "site_keys_tenant_id_site_id_sites_tenant_id_id_fk" FOREIGN KEY ("tenant_id","site_id") REFERENCES "public"."sites"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_limit_windows" ADD CONSTRAINT "site_limit_windows_tenant_id_node_id_site_nodes_tenant_id_id_fk" FOREIGN KEY ("tenant_id","node_id") REFERENCES "public"."site_nodes"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_nodes" ADD CONSTRAINT "site_nodes_tenant_id_site_id_sites_tenant_id_id_fk" FOREIGN KEY ("tenant_id","site_id") REFERENCES "public"."sites"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_nodes" ADD CONSTRAINT "site_nodes_parent" FOREIGN KEY ("tenant_id","parent_id") REFERENCES "public"."site_nodes"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_readings" ADD CONSTRAINT "site_readings_tenant_id_site_id_sites_tenant_id_id_fk" FOREIGN KEY ("tenant_id","site_id") REFERENCES "public"."sites"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_readings" ADD CONSTRAINT "site_readings_tenant_id_node_id_site_nodes_tenant_id_id_fk" FOREIGN KEY ("tenant_id","node_id") REFERENCES "public"."site_nodes"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_signals" ADD CONSTRAINT "site_signals_tenant_id_site_id_sites_tenant_id_id_fk" FOREIGN KEY ("tenant_id","site_id") REFERENCES "public"."sites"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_signals" ADD CONSTRAINT "site_signals_tenant_id_node_id_site_nodes_tenant_id_id_fk" FOREIGN KEY ("tenant_id","node_id") REFERENCES "public"."site_nodes"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charging_goals" ADD CONSTRAINT "charging_goals_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charging_goals" ADD CONSTRAINT "charging_goals_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charging_routines" ADD CONSTRAINT "charging_routines_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charging_routines" ADD CONSTRAINT "charging_routines_tenant_id_vehicle_id_vehicles_tenant_id_id_fk" FOREIGN KEY ("tenant_id","vehicle_id") REFERENCES "public"."vehicles"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "site_plan_sessions_session" ON "site_plan_sessions" USING btree ("tenant_id","session_id");--> statement-breakpoint
CREATE INDEX "site_plans_time" ON "site_plans" USING btree ("tenant_id","site_id","planned_at");--> statement-breakpoint
CREATE INDEX "site_keys_lookup" ON "site_keys" USING btree ("token_sha256");--> statement-breakpoint
CREATE INDEX "site_limit_windows_node" ON "site_limit_windows" USING btree ("tenant_id","node_id");--> statement-breakpoint
CREATE INDEX "site_nodes_place" ON "site_nodes" USING btree ("tenant_id","location_ocpi_id","evse_uid");--> statement-breakpoint
CREATE INDEX "site_signals_time" ON "site_signals" USING btree ("tenant_id","site_id","ends_at");--> statement-breakpoint
CREATE INDEX "sites_due" ON "sites" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "charging_routines_driver" ON "charging_routines" USING btree ("tenant_id","driver_id");--> statement-breakpoint
CREATE INDEX "vehicles_driver" ON "vehicles" USING btree ("tenant_id","driver_id");--> statement-breakpoint
CREATE UNIQUE INDEX "vehicles_default" ON "vehicles" USING btree ("tenant_id","driver_id") WHERE "vehicles"."is_default" and "vehicles"."removed_at" is null;