CREATE TABLE "charge_caps" (
	"tenant_id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"amount_minor" bigint NOT NULL,
	"action" text NOT NULL,
	"updated_at" timestamptz NOT NULL,
	CONSTRAINT "charge_caps_tenant_id_driver_id_currency_pk" PRIMARY KEY("tenant_id","driver_id","currency"),
	CONSTRAINT "charge_caps_positive" CHECK ("charge_caps"."amount_minor" > 0)
);
--> statement-breakpoint
ALTER TABLE "charge_caps" ADD CONSTRAINT "charge_caps_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;