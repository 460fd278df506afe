DROP INDEX "invoices_one_monthly";--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "close_after_hours" integer DEFAULT 72 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_one_monthly" ON "invoices" USING btree ("tenant_id","driver_id","period_start","currency","basis") WHERE "invoices"."kind" = 'monthly';