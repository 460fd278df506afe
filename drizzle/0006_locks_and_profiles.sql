CREATE TABLE "cdr_holds" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"cdr_id" uuid NOT NULL,
	"code" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"other_cdr_id" uuid,
	"held_at" timestamptz NOT NULL,
	"released_at" timestamptz,
	"released_by" text,
	"released_how" text,
	CONSTRAINT "cdr_holds_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "active_charging_profiles" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"source" text NOT NULL,
	"starts_at" timestamptz NOT NULL,
	"profile" jsonb NOT NULL,
	"received_at" timestamptz NOT NULL,
	"message_id" uuid NOT NULL,
	CONSTRAINT "active_charging_profiles_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "charging_request_events" (
	"tenant_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamptz NOT NULL,
	"what" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "charging_request_events_tenant_id_request_id_seq_pk" PRIMARY KEY("tenant_id","request_id","seq")
);
--> statement-breakpoint
CREATE TABLE "charging_requests" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"driver_id" uuid,
	"kind" text NOT NULL,
	"state" text DEFAULT 'created' NOT NULL,
	"wish" jsonb NOT NULL,
	"sync_result" text,
	"answer_due_at" timestamptz,
	"async_result" text,
	"result" jsonb,
	"last_error" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"requested_by" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"sent_at" timestamptz,
	"ended_at" timestamptz,
	"due_at" timestamptz,
	CONSTRAINT "charging_requests_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "charge_corrections" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"charge_id" uuid NOT NULL,
	"cause" text NOT NULL,
	"state" text NOT NULL,
	"cdr_id" uuid,
	"currency" char(3) NOT NULL,
	"net_minor" bigint NOT NULL,
	"vat_minor" bigint NOT NULL,
	"gross_minor" bigint NOT NULL,
	"per_rate" jsonb NOT NULL,
	"note" text,
	"created_by" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "charge_corrections_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "charge_corrections_cdr" UNIQUE("tenant_id","charge_id","cdr_id")
);
--> statement-breakpoint
CREATE TABLE "price_locks" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"token_id" uuid,
	"partner_id" uuid NOT NULL,
	"source" text NOT NULL,
	"authorization_reference" text,
	"session_id" uuid,
	"location_ocpi_id" text NOT NULL,
	"evse_uid" text,
	"connector_id" text,
	"plan_version_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"time_zone" text,
	"tariffs" jsonb NOT NULL,
	"quote" jsonb NOT NULL,
	"content_sha256" "bytea" NOT NULL,
	"locked_at" timestamptz NOT NULL,
	CONSTRAINT "price_locks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "price_locks_reference" UNIQUE("tenant_id","authorization_reference")
);
--> statement-breakpoint
ALTER TABLE "cdr_ratings" ADD COLUMN "explained_micro" bigint;--> statement-breakpoint
ALTER TABLE "cdr_ratings" ADD COLUMN "contract_verdict" text;--> statement-breakpoint
ALTER TABLE "cdr_ratings" ADD COLUMN "contract_excl_micro" bigint;--> statement-breakpoint
ALTER TABLE "cdr_ratings" ADD COLUMN "contract_incl_micro" bigint;--> statement-breakpoint
ALTER TABLE "cdr_ratings" ADD COLUMN "policy" jsonb;--> statement-breakpoint
ALTER TABLE "cdrs" ADD COLUMN "credits_cdr_id" uuid;--> statement-breakpoint
ALTER TABLE "cdrs" ADD COLUMN "credited_by_cdr_id" uuid;--> statement-breakpoint
ALTER TABLE "cdrs" ADD COLUMN "replaces_cdr_id" uuid;--> statement-breakpoint
ALTER TABLE "cdrs" ADD COLUMN "invoice_reference" text;--> statement-breakpoint
ALTER TABLE "cdrs" ADD COLUMN "evse_key" text;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "price_lock_id" uuid;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "bill_gross_minor" bigint;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "margin_lost_reason" text;--> statement-breakpoint
ALTER TABLE "cdr_holds" ADD CONSTRAINT "cdr_holds_tenant_id_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cdr_holds" ADD CONSTRAINT "cdr_holds_tenant_id_other_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","other_cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "active_charging_profiles" ADD CONSTRAINT "active_charging_profiles_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "active_charging_profiles" ADD CONSTRAINT "active_charging_profiles_tenant_id_message_id_ocpi_messages_tenant_id_id_fk" FOREIGN KEY ("tenant_id","message_id") REFERENCES "public"."ocpi_messages"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charging_request_events" ADD CONSTRAINT "charging_request_events_tenant_id_request_id_charging_requests_tenant_id_id_fk" FOREIGN KEY ("tenant_id","request_id") REFERENCES "public"."charging_requests"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charging_requests" ADD CONSTRAINT "charging_requests_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charging_requests" ADD CONSTRAINT "charging_requests_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charging_requests" ADD CONSTRAINT "charging_requests_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_corrections" ADD CONSTRAINT "charge_corrections_tenant_id_charge_id_charges_tenant_id_id_fk" FOREIGN KEY ("tenant_id","charge_id") REFERENCES "public"."charges"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_corrections" ADD CONSTRAINT "charge_corrections_tenant_id_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_locks" ADD CONSTRAINT "price_locks_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_locks" ADD CONSTRAINT "price_locks_tenant_id_token_id_tokens_tenant_id_id_fk" FOREIGN KEY ("tenant_id","token_id") REFERENCES "public"."tokens"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_locks" ADD CONSTRAINT "price_locks_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_locks" ADD CONSTRAINT "price_locks_tenant_id_plan_version_id_plan_versions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","plan_version_id") REFERENCES "public"."plan_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_locks" ADD CONSTRAINT "price_locks_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "cdr_holds_open" ON "cdr_holds" USING btree ("tenant_id","cdr_id","code") WHERE "cdr_holds"."released_at" is null;--> statement-breakpoint
CREATE INDEX "cdr_holds_cdr" ON "cdr_holds" USING btree ("tenant_id","cdr_id","held_at");--> statement-breakpoint
CREATE INDEX "active_charging_profiles_session" ON "active_charging_profiles" USING btree ("tenant_id","session_id","received_at");--> statement-breakpoint
CREATE INDEX "charging_requests_session" ON "charging_requests" USING btree ("tenant_id","session_id","created_at");--> statement-breakpoint
CREATE INDEX "charging_requests_due" ON "charging_requests" USING btree ("due_at") WHERE "charging_requests"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "charge_corrections_due" ON "charge_corrections" USING btree ("tenant_id","created_at") WHERE "charge_corrections"."state" = 'due';--> statement-breakpoint
CREATE INDEX "price_locks_driver" ON "price_locks" USING btree ("tenant_id","driver_id","locked_at");--> statement-breakpoint
CREATE INDEX "price_locks_session" ON "price_locks" USING btree ("tenant_id","session_id") WHERE "price_locks"."session_id" is not null;--> statement-breakpoint
ALTER TABLE "cdrs" ADD CONSTRAINT "cdrs_tenant_id_credits_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","credits_cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cdrs" ADD CONSTRAINT "cdrs_tenant_id_credited_by_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","credited_by_cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cdrs" ADD CONSTRAINT "cdrs_tenant_id_replaces_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","replaces_cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cdrs_token" ON "cdrs" USING btree ("tenant_id","token_id","started_at");--> statement-breakpoint
CREATE INDEX "cdrs_evse" ON "cdrs" USING btree ("tenant_id","evse_key","started_at");--> statement-breakpoint
CREATE INDEX "cdrs_invoice" ON "cdrs" USING btree ("tenant_id","partner_id","invoice_reference") WHERE "cdrs"."invoice_reference" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "cdrs_credits" ON "cdrs" USING btree ("tenant_id","credits_cdr_id") WHERE "cdrs"."credits_cdr_id" is not null;--> statement-breakpoint
CREATE INDEX "commands_session" ON "commands" USING btree ("tenant_id","session_id");--> statement-breakpoint
CREATE INDEX "commands_list" ON "commands" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "ocpi_messages_request" ON "ocpi_messages" USING btree ("tenant_id","request_id");--> statement-breakpoint
CREATE INDEX "sessions_list" ON "sessions" USING btree ("tenant_id","started_at");