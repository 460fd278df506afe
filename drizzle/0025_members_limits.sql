ALTER TABLE "spending_limits" DROP CONSTRAINT "spending_limits_one";--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "member_since" timestamptz;--> statement-breakpoint
ALTER TABLE "spending_limits" ADD COLUMN "member_id" uuid;--> statement-breakpoint
ALTER TABLE "spending_limits" ADD CONSTRAINT "spending_limits_one" UNIQUE NULLS NOT DISTINCT("tenant_id","driver_id","token_id","member_id","span","currency","set_by");--> statement-breakpoint
ALTER TABLE "spending_limits" ADD CONSTRAINT "spending_limits_of_one" CHECK ("spending_limits"."token_id" is null or "spending_limits"."member_id" is null);