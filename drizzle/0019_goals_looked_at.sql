ALTER TABLE "charging_goals" ADD COLUMN "said" jsonb;--> statement-breakpoint
ALTER TABLE "charging_goals" ADD COLUMN "due_at" timestamptz;--> statement-breakpoint
CREATE INDEX "charging_goals_due" ON "charging_goals" USING btree ("due_at") WHERE "charging_goals"."due_at" is not null;