CREATE INDEX "account_members_reader" ON "account_members" USING btree ("tenant_id","email");--> statement-breakpoint
CREATE INDEX "drivers_email" ON "drivers" USING btree ("tenant_id","email");