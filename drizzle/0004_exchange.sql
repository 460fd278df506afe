CREATE TABLE "command_events" (
	"tenant_id" uuid NOT NULL,
	"command_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamptz NOT NULL,
	"what" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "command_events_tenant_id_command_id_seq_pk" PRIMARY KEY("tenant_id","command_id","seq")
);
--> statement-breakpoint
CREATE TABLE "commands" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'created' NOT NULL,
	"driver_id" uuid,
	"token_id" uuid,
	"session_id" uuid,
	"location_ocpi_id" text,
	"evse_uid" text,
	"connector_id" text,
	"authorization_reference" text,
	"reservation_id" text,
	"expires_at" timestamptz,
	"sync_result" text,
	"answer_due_at" timestamptz,
	"async_result" text,
	"message" text,
	"last_error" text,
	"requested_by" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"sent_at" timestamptz,
	"ended_at" timestamptz,
	"due_at" timestamptz,
	CONSTRAINT "commands_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "commands_reference" UNIQUE("tenant_id","authorization_reference")
);
--> statement-breakpoint
CREATE TABLE "certification_runs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"version" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"started_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	"started_by" text NOT NULL,
	CONSTRAINT "certification_runs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub_clients" (
	"tenant_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"country_code" text NOT NULL,
	"party_id" text NOT NULL,
	"role" text NOT NULL,
	"status" text NOT NULL,
	"last_updated" timestamptz NOT NULL,
	"message_id" uuid NOT NULL,
	CONSTRAINT "hub_clients_tenant_id_partner_id_country_code_party_id_role_pk" PRIMARY KEY("tenant_id","partner_id","country_code","party_id","role")
);
--> statement-breakpoint
CREATE TABLE "message_replays" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"replayed_as" uuid,
	"actor" text NOT NULL,
	"replayed_at" timestamptz NOT NULL,
	"outcome" text NOT NULL,
	"change" jsonb NOT NULL,
	CONSTRAINT "message_replays_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "partner_users" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "partner_users_tenant_id_user_id_partner_id_pk" PRIMARY KEY("tenant_id","user_id","partner_id")
);
--> statement-breakpoint
CREATE TABLE "pull_cursors" (
	"tenant_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"module" text NOT NULL,
	"read_until" timestamptz,
	"crawled_at" timestamptz,
	"due_at" timestamptz NOT NULL,
	"last_run_at" timestamptz,
	"last_error" text,
	"seen" integer DEFAULT 0 NOT NULL,
	"fresh" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "pull_cursors_tenant_id_partner_id_module_pk" PRIMARY KEY("tenant_id","partner_id","module")
);
--> statement-breakpoint
CREATE TABLE "reconciliation_records" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"country_code" text NOT NULL,
	"party_id" text NOT NULL,
	"ocpi_id" text NOT NULL,
	"ocpi_id_upper" text NOT NULL,
	"invoice_id" text NOT NULL,
	"cdr_ids" jsonb NOT NULL,
	"last_updated" timestamptz NOT NULL,
	"deleted_at" timestamptz,
	"received_at" timestamptz NOT NULL,
	"message_id" uuid NOT NULL,
	CONSTRAINT "reconciliation_records_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "reconciliation_records_key" UNIQUE("tenant_id","partner_id","country_code","party_id","ocpi_id_upper")
);
--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "previous_token_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "requested_action" text;--> statement-breakpoint
ALTER TABLE "command_events" ADD CONSTRAINT "command_events_tenant_id_command_id_commands_tenant_id_id_fk" FOREIGN KEY ("tenant_id","command_id") REFERENCES "public"."commands"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commands" ADD CONSTRAINT "commands_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commands" ADD CONSTRAINT "commands_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commands" ADD CONSTRAINT "commands_tenant_id_token_id_tokens_tenant_id_id_fk" FOREIGN KEY ("tenant_id","token_id") REFERENCES "public"."tokens"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certification_runs" ADD CONSTRAINT "certification_runs_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub_clients" ADD CONSTRAINT "hub_clients_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_replays" ADD CONSTRAINT "message_replays_tenant_id_message_id_ocpi_messages_tenant_id_id_fk" FOREIGN KEY ("tenant_id","message_id") REFERENCES "public"."ocpi_messages"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_users" ADD CONSTRAINT "partner_users_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_users" ADD CONSTRAINT "partner_users_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pull_cursors" ADD CONSTRAINT "pull_cursors_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_records" ADD CONSTRAINT "reconciliation_records_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "commands_driver" ON "commands" USING btree ("tenant_id","driver_id","created_at");--> statement-breakpoint
CREATE INDEX "commands_due" ON "commands" USING btree ("due_at") WHERE "commands"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "certification_runs_partner" ON "certification_runs" USING btree ("tenant_id","partner_id","started_at");--> statement-breakpoint
CREATE INDEX "message_replays_message" ON "message_replays" USING btree ("tenant_id","message_id");--> statement-breakpoint
CREATE INDEX "pull_cursors_due" ON "pull_cursors" USING btree ("due_at");