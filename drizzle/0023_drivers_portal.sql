CREATE TABLE "account_members" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"user_id" uuid,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"state" text NOT NULL,
	"cost_centre_id" uuid,
	"invite_sha256" "bytea",
	"invite_expires_at" timestamptz,
	"invited_by" text NOT NULL,
	"invited_at" timestamptz NOT NULL,
	"joined_at" timestamptz,
	"removed_at" timestamptz,
	CONSTRAINT "account_members_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "charge_labels" (
	"tenant_id" uuid NOT NULL,
	"charge_id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"cost_centre_id" uuid,
	"member_id" uuid,
	"rule_id" uuid,
	"set_by" text NOT NULL,
	"updated_at" timestamptz NOT NULL,
	CONSTRAINT "charge_labels_tenant_id_charge_id_pk" PRIMARY KEY("tenant_id","charge_id")
);
--> statement-breakpoint
CREATE TABLE "cost_centres" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"archived_at" timestamptz,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "cost_centres_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "cost_centres_code" UNIQUE("tenant_id","driver_id","code")
);
--> statement-breakpoint
CREATE TABLE "purpose_rules" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"name" text NOT NULL,
	"condition" jsonb NOT NULL,
	"purpose" text NOT NULL,
	"cost_centre_id" uuid,
	"updated_at" timestamptz NOT NULL,
	CONSTRAINT "purpose_rules_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "card_orders" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"member_id" uuid,
	"state" text NOT NULL,
	"card_name" text NOT NULL,
	"recipient" text NOT NULL,
	"address" jsonb NOT NULL,
	"replaces_token_id" uuid,
	"stock_id" uuid,
	"token_id" uuid,
	"ordered_at" timestamptz NOT NULL,
	"sent_at" timestamptz,
	"ended_at" timestamptz,
	CONSTRAINT "card_orders_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "card_stock" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"visual_number" text NOT NULL,
	"visual_number_upper" text NOT NULL,
	"uid" text NOT NULL,
	"uid_upper" text NOT NULL,
	"batch" text NOT NULL,
	"token_id" uuid,
	"added_at" timestamptz NOT NULL,
	"added_by" text NOT NULL,
	CONSTRAINT "card_stock_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "card_stock_visual_number" UNIQUE("tenant_id","visual_number_upper"),
	CONSTRAINT "card_stock_uid" UNIQUE("tenant_id","uid_upper")
);
--> statement-breakpoint
CREATE TABLE "charge_dispute_events" (
	"tenant_id" uuid NOT NULL,
	"dispute_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamptz NOT NULL,
	"what" text NOT NULL,
	"by_kind" text NOT NULL,
	"by" text NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "charge_dispute_events_tenant_id_dispute_id_seq_pk" PRIMARY KEY("tenant_id","dispute_id","seq")
);
--> statement-breakpoint
CREATE TABLE "charge_disputes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"driver_id" uuid NOT NULL,
	"cdr_id" uuid NOT NULL,
	"charge_id" uuid,
	"partner_id" uuid NOT NULL,
	"case_id" uuid,
	"reason" text NOT NULL,
	"finding" jsonb,
	"amount_minor" bigint,
	"currency" char(3),
	"state" text NOT NULL,
	"answer_by" timestamptz,
	"opened_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	CONSTRAINT "charge_disputes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "charge_disputes_number" UNIQUE("tenant_id","number")
);
--> statement-breakpoint
CREATE TABLE "dispute_pictures" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"dispute_id" uuid NOT NULL,
	"added_by" text NOT NULL,
	"media_type" text NOT NULL,
	"content" "bytea" NOT NULL,
	"content_sha256" "bytea" NOT NULL,
	"added_at" timestamptz NOT NULL,
	CONSTRAINT "dispute_pictures_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "notification_choices" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"by_mail" boolean NOT NULL,
	"by_push" boolean NOT NULL,
	"updated_at" timestamptz NOT NULL,
	CONSTRAINT "notification_choices_tenant_id_user_id_topic_pk" PRIMARY KEY("tenant_id","user_id","topic")
);
--> statement-breakpoint
CREATE TABLE "push_subscriptions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"locale" text NOT NULL,
	"user_agent" text,
	"created_at" timestamptz NOT NULL,
	"last_sent_at" timestamptz,
	"last_error" text,
	CONSTRAINT "push_subscriptions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "push_subscriptions_endpoint" UNIQUE("tenant_id","endpoint")
);
--> statement-breakpoint
CREATE TABLE "data_exports" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"state" text NOT NULL,
	"content" "bytea",
	"content_sha256" "bytea",
	"size_bytes" integer,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"requested_at" timestamptz NOT NULL,
	"ready_at" timestamptz,
	"expires_at" timestamptz,
	"due_at" timestamptz,
	CONSTRAINT "data_exports_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"state" text NOT NULL,
	"pseudonym" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamptz NOT NULL,
	"due_at" timestamptz,
	"done_at" timestamptz,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "erasures_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "erasures_pseudonym" UNIQUE("tenant_id","pseudonym")
);
--> statement-breakpoint
CREATE TABLE "sign_in_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"method" text NOT NULL,
	"what" text NOT NULL,
	"address" text,
	"user_agent" text,
	CONSTRAINT "sign_in_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "meter_checks" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"cdr_id" uuid NOT NULL,
	"data_sha256" "bytea" NOT NULL,
	"encoding" text NOT NULL,
	"outcome" text NOT NULL,
	"detail" jsonb NOT NULL,
	"tool" text NOT NULL,
	"checked_in" text NOT NULL,
	"checked_by" text NOT NULL,
	"checked_at" timestamptz NOT NULL,
	CONSTRAINT "meter_checks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "receipt_packs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"member_id" uuid,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"choice" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text NOT NULL,
	"send_to" text,
	"charge_count" integer,
	"file_name" text,
	"content" "bytea",
	"content_sha256" "bytea",
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"requested_by" text NOT NULL,
	"requested_at" timestamptz NOT NULL,
	"ready_at" timestamptz,
	"expires_at" timestamptz,
	"due_at" timestamptz,
	CONSTRAINT "receipt_packs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "receipt_schedules" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"member_id" uuid,
	"send_to" text NOT NULL,
	"choice" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"due_at" timestamptz NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "receipt_schedules_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "session_watches" (
	"tenant_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"cap_minor" bigint,
	"cap_currency" char(3),
	"cap_action" text DEFAULT 'tell' NOT NULL,
	"start_told_at" timestamptz,
	"end_told_at" timestamptz,
	"idle_told_at" timestamptz,
	"cap_near_told_at" timestamptz,
	"cap_reached_at" timestamptz,
	"stop_command_id" uuid,
	"due_at" timestamptz,
	"updated_at" timestamptz NOT NULL,
	CONSTRAINT "session_watches_tenant_id_session_id_pk" PRIMARY KEY("tenant_id","session_id")
);
--> statement-breakpoint
CREATE TABLE "sign_ups" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"locale" text NOT NULL,
	"user_id" uuid,
	"driver_id" uuid,
	"answers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"started_at" timestamptz NOT NULL,
	"updated_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	CONSTRAINT "sign_ups_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "terms_acceptances" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"driver_id" uuid,
	"terms_version_id" uuid NOT NULL,
	"accepted_at" timestamptz NOT NULL,
	"address" text,
	CONSTRAINT "terms_acceptances_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "terms_versions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"locale" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"body_sha256" "bytea" NOT NULL,
	"valid_from" timestamptz NOT NULL,
	"published_at" timestamptz NOT NULL,
	"published_by" text NOT NULL,
	CONSTRAINT "terms_versions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "terms_versions_one" UNIQUE("tenant_id","kind","version","locale")
);
--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "member_id" uuid;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "replaced_by" uuid;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD COLUMN "purpose" text;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD COLUMN "cost_centre" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "channel" text DEFAULT 'mail' NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "push_subscription_id" uuid;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "portal" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD COLUMN "created_at" timestamptz DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD COLUMN "last_seen_at" timestamptz DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD COLUMN "user_agent" text;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD COLUMN "method" text;--> statement-breakpoint
ALTER TABLE "account_members" ADD CONSTRAINT "account_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_members" ADD CONSTRAINT "account_members_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_labels" ADD CONSTRAINT "charge_labels_tenant_id_charge_id_charges_tenant_id_id_fk" FOREIGN KEY ("tenant_id","charge_id") REFERENCES "public"."charges"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_labels" ADD CONSTRAINT "charge_labels_tenant_id_cost_centre_id_cost_centres_tenant_id_id_fk" FOREIGN KEY ("tenant_id","cost_centre_id") REFERENCES "public"."cost_centres"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_labels" ADD CONSTRAINT "charge_labels_tenant_id_member_id_account_members_tenant_id_id_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."account_members"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_centres" ADD CONSTRAINT "cost_centres_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purpose_rules" ADD CONSTRAINT "purpose_rules_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purpose_rules" ADD CONSTRAINT "purpose_rules_tenant_id_cost_centre_id_cost_centres_tenant_id_id_fk" FOREIGN KEY ("tenant_id","cost_centre_id") REFERENCES "public"."cost_centres"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_orders" ADD CONSTRAINT "card_orders_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_orders" ADD CONSTRAINT "card_orders_tenant_id_replaces_token_id_tokens_tenant_id_id_fk" FOREIGN KEY ("tenant_id","replaces_token_id") REFERENCES "public"."tokens"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_orders" ADD CONSTRAINT "card_orders_tenant_id_stock_id_card_stock_tenant_id_id_fk" FOREIGN KEY ("tenant_id","stock_id") REFERENCES "public"."card_stock"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_orders" ADD CONSTRAINT "card_orders_tenant_id_token_id_tokens_tenant_id_id_fk" FOREIGN KEY ("tenant_id","token_id") REFERENCES "public"."tokens"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_stock" ADD CONSTRAINT "card_stock_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_stock" ADD CONSTRAINT "card_stock_tenant_id_token_id_tokens_tenant_id_id_fk" FOREIGN KEY ("tenant_id","token_id") REFERENCES "public"."tokens"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_dispute_events" ADD CONSTRAINT "charge_dispute_events_tenant_id_dispute_id_charge_disputes_tenant_id_id_fk" FOREIGN KEY ("tenant_id","dispute_id") REFERENCES "public"."charge_disputes"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_disputes" ADD CONSTRAINT "charge_disputes_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_disputes" ADD CONSTRAINT "charge_disputes_tenant_id_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_disputes" ADD CONSTRAINT "charge_disputes_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute_pictures" ADD CONSTRAINT "dispute_pictures_tenant_id_dispute_id_charge_disputes_tenant_id_id_fk" FOREIGN KEY ("tenant_id","dispute_id") REFERENCES "public"."charge_disputes"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_choices" ADD CONSTRAINT "notification_choices_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_choices" ADD CONSTRAINT "notification_choices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_exports" ADD CONSTRAINT "data_exports_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_events" ADD CONSTRAINT "sign_in_events_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_events" ADD CONSTRAINT "sign_in_events_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meter_checks" ADD CONSTRAINT "meter_checks_tenant_id_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_packs" ADD CONSTRAINT "receipt_packs_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_schedules" ADD CONSTRAINT "receipt_schedules_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_watches" ADD CONSTRAINT "session_watches_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_watches" ADD CONSTRAINT "session_watches_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ups" ADD CONSTRAINT "sign_ups_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ups" ADD CONSTRAINT "sign_ups_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terms_acceptances" ADD CONSTRAINT "terms_acceptances_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terms_versions" ADD CONSTRAINT "terms_versions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_members_email" ON "account_members" USING btree ("tenant_id","driver_id","email") WHERE "account_members"."state" <> 'removed';--> statement-breakpoint
CREATE UNIQUE INDEX "account_members_invite" ON "account_members" USING btree ("tenant_id","invite_sha256") WHERE "account_members"."invite_sha256" is not null;--> statement-breakpoint
CREATE INDEX "account_members_user" ON "account_members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "charge_labels_driver" ON "charge_labels" USING btree ("tenant_id","driver_id");--> statement-breakpoint
CREATE INDEX "purpose_rules_driver" ON "purpose_rules" USING btree ("tenant_id","driver_id","seq");--> statement-breakpoint
CREATE INDEX "card_orders_driver" ON "card_orders" USING btree ("tenant_id","driver_id","ordered_at");--> statement-breakpoint
CREATE INDEX "card_orders_state" ON "card_orders" USING btree ("tenant_id","state","ordered_at");--> statement-breakpoint
CREATE UNIQUE INDEX "charge_disputes_one_open" ON "charge_disputes" USING btree ("tenant_id","cdr_id") WHERE "charge_disputes"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "charge_disputes_driver" ON "charge_disputes" USING btree ("tenant_id","driver_id","opened_at");--> statement-breakpoint
CREATE INDEX "charge_disputes_partner" ON "charge_disputes" USING btree ("tenant_id","partner_id","opened_at");--> statement-breakpoint
CREATE INDEX "charge_disputes_state" ON "charge_disputes" USING btree ("tenant_id","state","opened_at");--> statement-breakpoint
CREATE INDEX "dispute_pictures_dispute" ON "dispute_pictures" USING btree ("tenant_id","dispute_id");--> statement-breakpoint
CREATE INDEX "push_subscriptions_user" ON "push_subscriptions" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "data_exports_driver" ON "data_exports" USING btree ("tenant_id","driver_id","requested_at");--> statement-breakpoint
CREATE INDEX "data_exports_due" ON "data_exports" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "erasures_driver" ON "erasures" USING btree ("tenant_id","driver_id");--> statement-breakpoint
CREATE INDEX "erasures_due" ON "erasures" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "sign_in_events_user" ON "sign_in_events" USING btree ("tenant_id","user_id","at");--> statement-breakpoint
CREATE INDEX "meter_checks_cdr" ON "meter_checks" USING btree ("tenant_id","cdr_id","checked_at");--> statement-breakpoint
CREATE INDEX "receipt_packs_driver" ON "receipt_packs" USING btree ("tenant_id","driver_id","requested_at");--> statement-breakpoint
CREATE INDEX "receipt_packs_due" ON "receipt_packs" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "receipt_schedules_driver" ON "receipt_schedules" USING btree ("tenant_id","driver_id");--> statement-breakpoint
CREATE INDEX "receipt_schedules_due" ON "receipt_schedules" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "session_watches_due" ON "session_watches" USING btree ("due_at") WHERE "session_watches"."due_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sign_ups_open" ON "sign_ups" USING btree ("tenant_id","email") WHERE "sign_ups"."state" = 'open';--> statement-breakpoint
CREATE INDEX "sign_ups_user" ON "sign_ups" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "terms_acceptances_user" ON "terms_acceptances" USING btree ("tenant_id","user_id","accepted_at");