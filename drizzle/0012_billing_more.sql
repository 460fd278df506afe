CREATE TABLE "exchange_rates" (
	"tenant_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"quote" char(3) NOT NULL,
	"valid_on" date NOT NULL,
	"rate_micro" bigint NOT NULL,
	"source" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "exchange_rates_tenant_id_currency_quote_valid_on_pk" PRIMARY KEY("tenant_id","currency","quote","valid_on"),
	CONSTRAINT "exchange_rates_positive" CHECK ("exchange_rates"."rate_micro" > 0)
);
--> statement-breakpoint
CREATE TABLE "legal_entity_registrations" (
	"tenant_id" uuid NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"country" char(2) NOT NULL,
	"valid_from" timestamptz NOT NULL,
	"valid_to" timestamptz,
	"vat_number" text NOT NULL,
	"scheme" text NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "legal_entity_registrations_tenant_id_legal_entity_id_country_valid_from_pk" PRIMARY KEY("tenant_id","legal_entity_id","country","valid_from")
);
--> statement-breakpoint
ALTER TABLE "credit_notes" DROP CONSTRAINT "credit_notes_total";--> statement-breakpoint
ALTER TABLE "accounts" DROP CONSTRAINT "accounts_kind";--> statement-breakpoint
ALTER TABLE "credit_notes" ADD COLUMN "rounding_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bank_lines" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "exchange_rates" ADD CONSTRAINT "exchange_rates_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_entity_registrations" ADD CONSTRAINT "legal_entity_registrations_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "charges_open_serviced" ON "charges" USING btree ("tenant_id","serviced_at","driver_id") WHERE "charges"."state" = 'open';--> statement-breakpoint
CREATE INDEX "bill_items_open_due" ON "bill_items" USING btree ("tenant_id","bill_at") WHERE "bill_items"."state" = 'open' and "bill_items"."bill_at" is not null;--> statement-breakpoint
CREATE INDEX "bank_lines_match" ON "bank_lines" USING btree ("tenant_id","match_kind","match_id");--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_total" CHECK ("credit_notes"."net_minor" + "credit_notes"."vat_minor" + "credit_notes"."rounding_minor" = "credit_notes"."total_minor");--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_kind" CHECK ("accounts"."kind" in ('driver_receivable', 'driver_unbilled_receivable', 'driver_wallet', 'driver_refund_payable', 'revenue', 'vat', 'roaming_cost', 'cpo_payable', 'stripe_clearing', 'stripe_fees', 'bank', 'disputes_receivable', 'bad_debt', 'rounding', 'exchange', 'deferred_subscription', 'input_vat', 'goodwill', 'unallocated', 'payment_in_transit', 'bank_fees'));