CREATE TABLE "dismissed_findings" (
	"tenant_id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"cdr_id" uuid NOT NULL,
	"finding" text NOT NULL,
	"dismissed_at" timestamptz NOT NULL,
	CONSTRAINT "dismissed_findings_tenant_id_cdr_id_finding_pk" PRIMARY KEY("tenant_id","cdr_id","finding")
);
--> statement-breakpoint
CREATE TABLE "email_changes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"from_email" text NOT NULL,
	"to_email" text NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamptz NOT NULL,
	"confirm_until" timestamptz NOT NULL,
	"back_until" timestamptz NOT NULL,
	"changed_at" timestamptz,
	"taken_back_at" timestamptz,
	CONSTRAINT "email_changes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
-- Nothing tells which sign-in they belong to: each browser is asked once more.
DELETE FROM push_subscriptions;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD COLUMN "session_id" text NOT NULL;--> statement-breakpoint
ALTER TABLE "stripe_customers" ADD COLUMN "erase_due_at" timestamptz;--> statement-breakpoint
ALTER TABLE "stripe_customers" ADD COLUMN "erase_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stripe_customers" ADD COLUMN "erase_error" text;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD COLUMN "public_id" text GENERATED ALWAYS AS (encode(sha256(session_token::bytea), 'hex')) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "dismissed_findings" ADD CONSTRAINT "dismissed_findings_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dismissed_findings" ADD CONSTRAINT "dismissed_findings_tenant_id_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_changes" ADD CONSTRAINT "email_changes_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_changes" ADD CONSTRAINT "email_changes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dismissed_findings_driver" ON "dismissed_findings" USING btree ("tenant_id","driver_id");--> statement-breakpoint
CREATE INDEX "email_changes_user" ON "email_changes" USING btree ("tenant_id","user_id","asked_at");--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_public_id" UNIQUE("public_id");--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_session_id_auth_sessions_public_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."auth_sessions"("public_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "push_subscriptions_session" ON "push_subscriptions" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "stripe_customers_erase" ON "stripe_customers" USING btree ("erase_due_at") WHERE erase_due_at is not null;
