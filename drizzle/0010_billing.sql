CREATE TABLE "closed_periods" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"closed_until" timestamptz NOT NULL,
	"checklist" jsonb NOT NULL,
	"balances" jsonb NOT NULL,
	"closed_by" text NOT NULL,
	"closed_at" timestamptz NOT NULL,
	CONSTRAINT "closed_periods_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "closed_periods_until" UNIQUE("tenant_id","closed_until")
);
--> statement-breakpoint
CREATE TABLE "export_batch_journals" (
	"tenant_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"journal_id" uuid NOT NULL,
	"format" text NOT NULL,
	CONSTRAINT "export_batch_journals_tenant_id_format_journal_id_pk" PRIMARY KEY("tenant_id","format","journal_id")
);
--> statement-breakpoint
CREATE TABLE "export_batches" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"format" text NOT NULL,
	"number" integer NOT NULL,
	"period_start" timestamptz NOT NULL,
	"period_end" timestamptz NOT NULL,
	"journal_count" integer NOT NULL,
	"file" "bytea" NOT NULL,
	"file_name" text NOT NULL,
	"sha256" "bytea" NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "export_batches_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "export_batches_number" UNIQUE("tenant_id","legal_entity_id","format","number")
);
--> statement-breakpoint
CREATE TABLE "posting_roles" (
	"tenant_id" uuid NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"role" text NOT NULL,
	"valid_from" timestamptz NOT NULL,
	"account" text NOT NULL,
	"name" text NOT NULL,
	"vat_code" text,
	"created_by" text NOT NULL,
	CONSTRAINT "posting_roles_tenant_id_legal_entity_id_role_valid_from_pk" PRIMARY KEY("tenant_id","legal_entity_id","role","valid_from")
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"reason" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamptz NOT NULL,
	"decision" text,
	"decided_by" text,
	"decided_at" timestamptz,
	"note" text,
	CONSTRAINT "approvals_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "approvals_four_eyes" CHECK ("approvals"."decided_by" is null or "approvals"."decided_by" <> "approvals"."requested_by"),
	CONSTRAINT "approvals_decided" CHECK (("approvals"."decision" is null) = ("approvals"."decided_by" is null))
);
--> statement-breakpoint
CREATE TABLE "credit_note_lines" (
	"tenant_id" uuid NOT NULL,
	"credit_note_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"charge_id" uuid,
	"bill_item_id" uuid,
	"correction_id" uuid,
	"supply_country" text NOT NULL,
	"net_minor" bigint NOT NULL,
	"vat_minor" bigint NOT NULL,
	"gross_minor" bigint NOT NULL,
	"per_rate" jsonb NOT NULL,
	CONSTRAINT "credit_note_lines_tenant_id_credit_note_id_seq_pk" PRIMARY KEY("tenant_id","credit_note_id","seq"),
	CONSTRAINT "credit_note_lines_of_one" CHECK (("credit_note_lines"."charge_id" is null) <> ("credit_note_lines"."bill_item_id" is null))
);
--> statement-breakpoint
CREATE TABLE "credit_notes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"invoice_id" uuid,
	"credits_document_id" uuid NOT NULL,
	"state" text NOT NULL,
	"cause" text NOT NULL,
	"reason" text NOT NULL,
	"basis" text NOT NULL,
	"currency" char(3) NOT NULL,
	"net_minor" bigint NOT NULL,
	"vat_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"per_rate" jsonb NOT NULL,
	"target" text NOT NULL,
	"to_receivable_minor" bigint DEFAULT 0 NOT NULL,
	"to_wallet_minor" bigint DEFAULT 0 NOT NULL,
	"to_payable_minor" bigint DEFAULT 0 NOT NULL,
	"number" text,
	"document_id" uuid,
	"requested_by" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"issued_at" timestamptz,
	CONSTRAINT "credit_notes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "credit_notes_positive" CHECK ("credit_notes"."total_minor" > 0),
	CONSTRAINT "credit_notes_total" CHECK ("credit_notes"."net_minor" + "credit_notes"."vat_minor" = "credit_notes"."total_minor"),
	CONSTRAINT "credit_notes_shared" CHECK ("credit_notes"."state" <> 'issued' or "credit_notes"."to_receivable_minor" + "credit_notes"."to_wallet_minor" + "credit_notes"."to_payable_minor" = "credit_notes"."total_minor"),
	CONSTRAINT "credit_notes_numbered" CHECK (("credit_notes"."state" = 'issued') = ("credit_notes"."number" is not null))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"cause" text NOT NULL,
	"credit_note_id" uuid,
	"wallet_lot_id" uuid,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"state" text DEFAULT 'created' NOT NULL,
	"idempotency_key" text NOT NULL,
	"request" text NOT NULL,
	"request_sha256" "bytea" NOT NULL,
	"stripe_refund_id" text,
	"failure_code" text,
	"checks" integer DEFAULT 0 NOT NULL,
	"due_at" timestamptz NOT NULL,
	"created_at" timestamptz NOT NULL,
	"submitted_at" timestamptz,
	"settled_at" timestamptz,
	"failed_at" timestamptz,
	CONSTRAINT "refunds_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "refunds_key" UNIQUE("tenant_id","idempotency_key"),
	CONSTRAINT "refunds_stripe" UNIQUE("tenant_id","environment","stripe_refund_id"),
	CONSTRAINT "refunds_positive" CHECK ("refunds"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "dunning_cases" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"state" text NOT NULL,
	"step" integer DEFAULT 0 NOT NULL,
	"next_at" timestamptz,
	"pause_reason" text,
	"paused_until" timestamptz,
	"outcome" text,
	"opened_at" timestamptz NOT NULL,
	"closed_at" timestamptz,
	CONSTRAINT "dunning_cases_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "dunning_cases_closed" CHECK (("dunning_cases"."state" = 'closed') = ("dunning_cases"."closed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "dunning_events" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"amount_minor" bigint,
	"currency" char(3),
	"document_id" uuid,
	"actor" text NOT NULL,
	"occurred_at" timestamptz NOT NULL,
	CONSTRAINT "dunning_events_tenant_id_case_id_seq_pk" PRIMARY KEY("tenant_id","case_id","seq")
);
--> statement-breakpoint
CREATE TABLE "dunning_rules" (
	"tenant_id" uuid NOT NULL,
	"country" char(2) NOT NULL,
	"valid_from" timestamptz NOT NULL,
	"rules" jsonb NOT NULL,
	"source" text NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "dunning_rules_tenant_id_country_valid_from_pk" PRIMARY KEY("tenant_id","country","valid_from")
);
--> statement-breakpoint
CREATE TABLE "reference_rates" (
	"tenant_id" uuid NOT NULL,
	"country" char(2) NOT NULL,
	"valid_from" timestamptz NOT NULL,
	"rate" integer NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "reference_rates_tenant_id_country_valid_from_pk" PRIMARY KEY("tenant_id","country","valid_from")
);
--> statement-breakpoint
CREATE TABLE "invoice_runs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"month" text NOT NULL,
	"state" text NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamptz NOT NULL,
	"finished_at" timestamptz,
	"drivers_total" integer NOT NULL,
	"drivers_done" integer DEFAULT 0 NOT NULL,
	"invoices_issued" integer DEFAULT 0 NOT NULL,
	"waiting" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"totals" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"failures" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"cursor" text,
	"due_at" timestamptz NOT NULL,
	CONSTRAINT "invoice_runs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "mandates" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"payment_method_id" uuid NOT NULL,
	"text_version" text NOT NULL,
	"text" text NOT NULL,
	"locale" text NOT NULL,
	"ip" text,
	"setup_intent_id" text,
	"network_transaction_id" text,
	"accepted_at" timestamptz NOT NULL,
	CONSTRAINT "mandates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "creditors" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"country_code" text NOT NULL,
	"party_id" text NOT NULL,
	"name" text NOT NULL,
	"vat_number" text,
	"organisation_number" text,
	"address" jsonb,
	"email" text,
	"iban" text,
	"bic" text,
	"payment_term_days" integer DEFAULT 30 NOT NULL,
	"self_billing" boolean DEFAULT false NOT NULL,
	"self_billing_agreed_on" date,
	"updated_at" timestamptz NOT NULL,
	CONSTRAINT "creditors_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "creditors_party" UNIQUE("tenant_id","country_code","party_id")
);
--> statement-breakpoint
CREATE TABLE "partner_invoice_lines" (
	"tenant_id" uuid NOT NULL,
	"partner_invoice_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"cdr_ref" text NOT NULL,
	"cdr_id" uuid,
	"claimed_minor" bigint,
	"accepted_minor" bigint,
	"state" text NOT NULL,
	CONSTRAINT "partner_invoice_lines_tenant_id_partner_invoice_id_seq_pk" PRIMARY KEY("tenant_id","partner_invoice_id","seq")
);
--> statement-breakpoint
CREATE TABLE "partner_invoices" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"number" text NOT NULL,
	"source" text NOT NULL,
	"state" text NOT NULL,
	"currency" char(3) NOT NULL,
	"net_minor" bigint NOT NULL,
	"vat_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"vat_treatment" text NOT NULL,
	"issued_on" date NOT NULL,
	"due_on" date NOT NULL,
	"file" "bytea",
	"file_name" text,
	"sha256" "bytea",
	"reconciliation_id" text,
	"settlement_id" uuid,
	"document_id" uuid,
	"note" text,
	"created_by" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"approved_at" timestamptz,
	"paid_at" timestamptz,
	CONSTRAINT "partner_invoices_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "partner_invoices_number" UNIQUE("tenant_id","creditor_id","number")
);
--> statement-breakpoint
CREATE TABLE "payment_file_items" (
	"tenant_id" uuid NOT NULL,
	"payment_file_id" uuid NOT NULL,
	"partner_invoice_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"is_open" boolean DEFAULT true NOT NULL,
	CONSTRAINT "payment_file_items_tenant_id_payment_file_id_partner_invoice_id_pk" PRIMARY KEY("tenant_id","payment_file_id","partner_invoice_id"),
	CONSTRAINT "payment_file_items_positive" CHECK ("payment_file_items"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "payment_files" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" text NOT NULL,
	"state" text NOT NULL,
	"currency" char(3) NOT NULL,
	"execute_on" date NOT NULL,
	"item_count" integer NOT NULL,
	"total_minor" bigint NOT NULL,
	"xml" text NOT NULL,
	"sha256" "bytea" NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"approved_at" timestamptz,
	"executed_at" timestamptz,
	CONSTRAINT "payment_files_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "payment_files_message" UNIQUE("tenant_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "settlement_lines" (
	"tenant_id" uuid NOT NULL,
	"settlement_id" uuid NOT NULL,
	"cdr_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	CONSTRAINT "settlement_lines_tenant_id_settlement_id_cdr_id_pk" PRIMARY KEY("tenant_id","settlement_id","cdr_id"),
	CONSTRAINT "settlement_lines_cdr" UNIQUE("tenant_id","cdr_id")
);
--> statement-breakpoint
CREATE TABLE "settlements" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"period_start" timestamptz NOT NULL,
	"period_end" timestamptz NOT NULL,
	"state" text NOT NULL,
	"cdr_count" integer NOT NULL,
	"total_minor" bigint NOT NULL,
	"document_id" uuid,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "settlements_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "benefit_uses" (
	"tenant_id" uuid NOT NULL,
	"charge_id" uuid NOT NULL,
	"period_id" uuid NOT NULL,
	"use" jsonb NOT NULL,
	"used_at" timestamptz NOT NULL,
	"given_back_at" timestamptz,
	CONSTRAINT "benefit_uses_tenant_id_charge_id_pk" PRIMARY KEY("tenant_id","charge_id")
);
--> statement-breakpoint
CREATE TABLE "bill_items" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"key" text NOT NULL,
	"subscription_period_id" uuid,
	"basis" text NOT NULL,
	"currency" char(3) NOT NULL,
	"net_minor" bigint NOT NULL,
	"vat_minor" bigint NOT NULL,
	"gross_minor" bigint NOT NULL,
	"per_rate" jsonb NOT NULL,
	"supply_country" text NOT NULL,
	"vat_trace" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"words" jsonb NOT NULL,
	"period_start" timestamptz,
	"period_end" timestamptz,
	"serviced_at" timestamptz NOT NULL,
	"bill_at" timestamptz,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "bill_items_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "bill_items_key" UNIQUE("tenant_id","key"),
	CONSTRAINT "bill_items_total" CHECK ("bill_items"."net_minor" + "bill_items"."vat_minor" = "bill_items"."gross_minor")
);
--> statement-breakpoint
CREATE TABLE "subscription_periods" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"subscription_id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"plan_version_id" uuid NOT NULL,
	"starts_at" timestamptz NOT NULL,
	"ends_at" timestamptz NOT NULL,
	"whole_starts_at" timestamptz NOT NULL,
	"whole_ends_at" timestamptz NOT NULL,
	"included_micro_kwh" bigint DEFAULT 0 NOT NULL,
	"used_micro_kwh" bigint DEFAULT 0 NOT NULL,
	"included_starts" integer DEFAULT 0 NOT NULL,
	"used_starts" integer DEFAULT 0 NOT NULL,
	"recognized_minor" bigint DEFAULT 0 NOT NULL,
	"recognized_until" timestamptz,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "subscription_periods_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "subscription_periods_start" UNIQUE("tenant_id","subscription_id","starts_at"),
	CONSTRAINT "subscription_periods_forward" CHECK ("subscription_periods"."starts_at" < "subscription_periods"."ends_at"),
	CONSTRAINT "subscription_periods_used" CHECK ("subscription_periods"."used_micro_kwh" >= 0 and "subscription_periods"."used_starts" >= 0)
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"plan_version_id" uuid NOT NULL,
	"state" text NOT NULL,
	"anchor_at" timestamptz NOT NULL,
	"started_at" timestamptz NOT NULL,
	"trial_ends_at" timestamptz,
	"next_plan_version_id" uuid,
	"paused_at" timestamptz,
	"resumes_at" timestamptz,
	"cancels_at" timestamptz,
	"ended_at" timestamptz,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "subscriptions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "demo_clock" (
	"id" integer PRIMARY KEY NOT NULL,
	"ahead_ms" bigint NOT NULL,
	"moved_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vat_number_checks" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"vat_number" text NOT NULL,
	"is_valid" text NOT NULL,
	"source" text NOT NULL,
	"consultation" text,
	"answer" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"checked_by" text NOT NULL,
	"checked_at" timestamptz NOT NULL,
	CONSTRAINT "vat_number_checks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "vat_number_checks_one" UNIQUE("tenant_id","vat_number","checked_at")
);
--> statement-breakpoint
CREATE TABLE "bank_lines" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"statement_id" uuid NOT NULL,
	"bank_ref" text NOT NULL,
	"account" text NOT NULL,
	"booked_on" date NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"reference" text,
	"counterparty" text,
	"text" text,
	"state" text DEFAULT 'unmatched' NOT NULL,
	"match_kind" text,
	"match_id" text,
	"matched_by" text,
	"matched_at" timestamptz,
	CONSTRAINT "bank_lines_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "bank_lines_once" UNIQUE("tenant_id","account","bank_ref")
);
--> statement-breakpoint
CREATE TABLE "bank_statements" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"format" text NOT NULL,
	"file" "bytea" NOT NULL,
	"sha256" "bytea" NOT NULL,
	"account" text NOT NULL,
	"uploaded_by" text NOT NULL,
	"uploaded_at" timestamptz NOT NULL,
	CONSTRAINT "bank_statements_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "bank_statements_file" UNIQUE("tenant_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"driver_id" uuid,
	"amount_minor" bigint,
	"currency" char(3),
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"owner" text,
	"resolution" text,
	"note" text,
	"opened_at" timestamptz NOT NULL,
	"last_seen_at" timestamptz NOT NULL,
	"closed_at" timestamptz,
	"closed_by" text,
	CONSTRAINT "cases_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "disputes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"stripe_dispute_id" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"funds" text DEFAULT 'none' NOT NULL,
	"fee_minor" bigint DEFAULT 0 NOT NULL,
	"evidence_due_at" timestamptz,
	"opened_at" timestamptz NOT NULL,
	"closed_at" timestamptz,
	"outcome" text,
	"loss_to" text,
	CONSTRAINT "disputes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "disputes_stripe" UNIQUE("tenant_id","environment","stripe_dispute_id")
);
--> statement-breakpoint
CREATE TABLE "stripe_cursors" (
	"tenant_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"list" text NOT NULL,
	"read_until" timestamptz,
	"due_at" timestamptz NOT NULL,
	"last_error" text,
	CONSTRAINT "stripe_cursors_tenant_id_environment_list_pk" PRIMARY KEY("tenant_id","environment","list")
);
--> statement-breakpoint
CREATE TABLE "stripe_payouts" (
	"tenant_id" uuid NOT NULL,
	"id" text NOT NULL,
	"environment" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"status" text NOT NULL,
	"arrival_on" date NOT NULL,
	"is_reconciled" boolean DEFAULT false NOT NULL,
	"created_at" timestamptz NOT NULL,
	"read_at" timestamptz NOT NULL,
	CONSTRAINT "stripe_payouts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "stripe_transactions" (
	"tenant_id" uuid NOT NULL,
	"id" text NOT NULL,
	"environment" text NOT NULL,
	"type" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"fee_minor" bigint NOT NULL,
	"net_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"source_id" text,
	"payout_id" text,
	"status" text NOT NULL,
	"available_on" timestamptz NOT NULL,
	"created_at" timestamptz NOT NULL,
	"read_at" timestamptz NOT NULL,
	CONSTRAINT "stripe_transactions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "lot_uses" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lot_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"charge_id" uuid,
	"refund_id" uuid,
	"amount_minor" bigint NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "lot_uses_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "spending_limits" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"token_id" uuid,
	"span" text NOT NULL,
	"currency" char(3) NOT NULL,
	"amount_minor" bigint NOT NULL,
	"set_by" text NOT NULL,
	"updated_at" timestamptz NOT NULL,
	CONSTRAINT "spending_limits_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "spending_limits_one" UNIQUE NULLS NOT DISTINCT("tenant_id","driver_id","token_id","span","currency","set_by"),
	CONSTRAINT "spending_limits_not_negative" CHECK ("spending_limits"."amount_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "topups" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"amount_minor" bigint NOT NULL,
	"origin" text NOT NULL,
	"state" text NOT NULL,
	"failure_code" text,
	"created_at" timestamptz NOT NULL,
	"settled_at" timestamptz,
	CONSTRAINT "topups_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "topups_positive" CHECK ("topups"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "wallet_holds" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"amount_minor" bigint NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"token_id" uuid,
	"ref" text NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"created_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	CONSTRAINT "wallet_holds_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "wallet_holds_positive" CHECK ("wallet_holds"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "wallet_lots" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"kind" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"remaining_minor" bigint NOT NULL,
	"topup_id" uuid,
	"credit_note_id" uuid,
	"reason" text,
	"expires_at" timestamptz,
	"expired_at" timestamptz,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "wallet_lots_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "wallet_lots_topup" UNIQUE("tenant_id","topup_id"),
	CONSTRAINT "wallet_lots_remaining" CHECK ("wallet_lots"."remaining_minor" >= 0 and "wallet_lots"."remaining_minor" <= "wallet_lots"."amount_minor" and "wallet_lots"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "wallets" (
	"tenant_id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"auto_topup" boolean DEFAULT false NOT NULL,
	"threshold_minor" bigint,
	"topup_minor" bigint,
	"max_day_minor" bigint,
	"max_month_minor" bigint,
	"declines" integer DEFAULT 0 NOT NULL,
	"back_off_until" timestamptz,
	"off_reason" text,
	"frozen_minor" bigint DEFAULT 0 NOT NULL,
	"updated_at" timestamptz NOT NULL,
	CONSTRAINT "wallets_tenant_id_driver_id_currency_pk" PRIMARY KEY("tenant_id","driver_id","currency"),
	CONSTRAINT "wallets_frozen" CHECK ("wallets"."frozen_minor" >= 0)
);
--> statement-breakpoint
ALTER TABLE "issued_documents" DROP CONSTRAINT "issued_documents_series";
--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_total";
--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_paid_at_most_total";
--> statement-breakpoint
ALTER TABLE "accounts" DROP CONSTRAINT "accounts_kind";
--> statement-breakpoint
ALTER TABLE "number_series" DROP CONSTRAINT "number_series_tenant_id_legal_entity_id_kind_year_pk";
--> statement-breakpoint
ALTER TABLE "invoice_lines" ALTER COLUMN "charge_id" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "issued_documents" ALTER COLUMN "invoice_id" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "payments" ALTER COLUMN "invoice_id" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD COLUMN "bill_item_id" uuid;
--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "rounding_minor" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "credited_minor" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "written_off_minor" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "run_id" uuid;
--> statement-breakpoint
ALTER TABLE "issued_documents" ADD COLUMN "series_of" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "issued_documents" ADD COLUMN "driver_id" uuid;
--> statement-breakpoint
ALTER TABLE "issued_documents" ADD COLUMN "creditor_id" uuid;
--> statement-breakpoint
ALTER TABLE "issued_documents" ADD COLUMN "credits_document_id" uuid;
--> statement-breakpoint
ALTER TABLE "issued_documents" ADD COLUMN "subject_type" text;
--> statement-breakpoint
ALTER TABLE "issued_documents" ADD COLUMN "subject_id" uuid;
--> statement-breakpoint
-- What stands already says what it is of; its guard is lifted for this one statement.
ALTER TABLE "issued_documents" DISABLE TRIGGER issued_documents_append_only;
--> statement-breakpoint
UPDATE "issued_documents" d SET subject_type = 'invoice', subject_id = d.invoice_id, driver_id = i.driver_id FROM "invoices" i WHERE i.tenant_id = d.tenant_id AND i.id = d.invoice_id;
--> statement-breakpoint
ALTER TABLE "issued_documents" ENABLE TRIGGER issued_documents_append_only;
--> statement-breakpoint
ALTER TABLE "issued_documents" ALTER COLUMN "subject_type" SET NOT NULL, ALTER COLUMN "subject_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "journals" ADD COLUMN "period_at" timestamptz;
--> statement-breakpoint
ALTER TABLE "journals" DISABLE TRIGGER journals_append_only;
--> statement-breakpoint
UPDATE "journals" SET period_at = effective_at;
--> statement-breakpoint
ALTER TABLE "journals" ENABLE TRIGGER journals_append_only;
--> statement-breakpoint
ALTER TABLE "journals" ALTER COLUMN "period_at" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "payment_methods" ADD COLUMN "country" text;
--> statement-breakpoint
ALTER TABLE "payment_methods" ADD COLUMN "mandate_id" text;
--> statement-breakpoint
ALTER TABLE "payment_methods" ADD COLUMN "mandate_state" text;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "topup_id" uuid;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "channel" text DEFAULT 'off_session' NOT NULL;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "checkout_session_id" text;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "checkout_url" text;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "expires_at" timestamptz;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "bank_line_id" uuid;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "advice_code" text;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "network_decline_code" text;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "fingerprint" text;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "refunded_minor" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "reversed_minor" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "receipt_id" uuid;
--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "is_offered" boolean DEFAULT true NOT NULL;
--> statement-breakpoint
ALTER TABLE "number_series" ADD COLUMN "series_of" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "number_series" ADD CONSTRAINT "number_series_tenant_id_legal_entity_id_kind_series_of_year_pk" PRIMARY KEY("tenant_id","legal_entity_id","kind","series_of","year");
--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "billing" jsonb DEFAULT '{}'::jsonb NOT NULL;
--> statement-breakpoint
ALTER TABLE "closed_periods" ADD CONSTRAINT "closed_periods_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "export_batch_journals" ADD CONSTRAINT "export_batch_journals_tenant_id_batch_id_export_batches_tenant_id_id_fk" FOREIGN KEY ("tenant_id","batch_id") REFERENCES "public"."export_batches"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "export_batch_journals" ADD CONSTRAINT "export_batch_journals_tenant_id_journal_id_journals_tenant_id_id_fk" FOREIGN KEY ("tenant_id","journal_id") REFERENCES "public"."journals"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "export_batches" ADD CONSTRAINT "export_batches_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "posting_roles" ADD CONSTRAINT "posting_roles_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "credit_note_lines" ADD CONSTRAINT "credit_note_lines_tenant_id_credit_note_id_credit_notes_tenant_id_id_fk" FOREIGN KEY ("tenant_id","credit_note_id") REFERENCES "public"."credit_notes"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "credit_note_lines" ADD CONSTRAINT "credit_note_lines_tenant_id_charge_id_charges_tenant_id_id_fk" FOREIGN KEY ("tenant_id","charge_id") REFERENCES "public"."charges"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "credit_note_lines" ADD CONSTRAINT "credit_note_lines_tenant_id_bill_item_id_bill_items_tenant_id_id_fk" FOREIGN KEY ("tenant_id","bill_item_id") REFERENCES "public"."bill_items"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "credit_note_lines" ADD CONSTRAINT "credit_note_lines_tenant_id_correction_id_charge_corrections_tenant_id_id_fk" FOREIGN KEY ("tenant_id","correction_id") REFERENCES "public"."charge_corrections"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_tenant_id_invoice_id_invoices_tenant_id_id_fk" FOREIGN KEY ("tenant_id","invoice_id") REFERENCES "public"."invoices"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_tenant_id_payment_id_payments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","payment_id") REFERENCES "public"."payments"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_tenant_id_credit_note_id_credit_notes_tenant_id_id_fk" FOREIGN KEY ("tenant_id","credit_note_id") REFERENCES "public"."credit_notes"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "dunning_cases" ADD CONSTRAINT "dunning_cases_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "dunning_cases" ADD CONSTRAINT "dunning_cases_tenant_id_invoice_id_invoices_tenant_id_id_fk" FOREIGN KEY ("tenant_id","invoice_id") REFERENCES "public"."invoices"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "dunning_events" ADD CONSTRAINT "dunning_events_tenant_id_case_id_dunning_cases_tenant_id_id_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."dunning_cases"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "dunning_rules" ADD CONSTRAINT "dunning_rules_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "reference_rates" ADD CONSTRAINT "reference_rates_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "invoice_runs" ADD CONSTRAINT "invoice_runs_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_tenant_id_payment_method_id_payment_methods_tenant_id_id_fk" FOREIGN KEY ("tenant_id","payment_method_id") REFERENCES "public"."payment_methods"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "creditors" ADD CONSTRAINT "creditors_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "creditors" ADD CONSTRAINT "creditors_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "partner_invoice_lines" ADD CONSTRAINT "partner_invoice_lines_tenant_id_partner_invoice_id_partner_invoices_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_invoice_id") REFERENCES "public"."partner_invoices"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "partner_invoices" ADD CONSTRAINT "partner_invoices_tenant_id_creditor_id_creditors_tenant_id_id_fk" FOREIGN KEY ("tenant_id","creditor_id") REFERENCES "public"."creditors"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "partner_invoices" ADD CONSTRAINT "partner_invoices_tenant_id_settlement_id_settlements_tenant_id_id_fk" FOREIGN KEY ("tenant_id","settlement_id") REFERENCES "public"."settlements"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payment_file_items" ADD CONSTRAINT "payment_file_items_tenant_id_payment_file_id_payment_files_tenant_id_id_fk" FOREIGN KEY ("tenant_id","payment_file_id") REFERENCES "public"."payment_files"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payment_file_items" ADD CONSTRAINT "payment_file_items_tenant_id_partner_invoice_id_partner_invoices_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_invoice_id") REFERENCES "public"."partner_invoices"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payment_files" ADD CONSTRAINT "payment_files_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "settlement_lines" ADD CONSTRAINT "settlement_lines_tenant_id_settlement_id_settlements_tenant_id_id_fk" FOREIGN KEY ("tenant_id","settlement_id") REFERENCES "public"."settlements"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "settlement_lines" ADD CONSTRAINT "settlement_lines_tenant_id_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_tenant_id_creditor_id_creditors_tenant_id_id_fk" FOREIGN KEY ("tenant_id","creditor_id") REFERENCES "public"."creditors"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "benefit_uses" ADD CONSTRAINT "benefit_uses_tenant_id_charge_id_charges_tenant_id_id_fk" FOREIGN KEY ("tenant_id","charge_id") REFERENCES "public"."charges"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "benefit_uses" ADD CONSTRAINT "benefit_uses_tenant_id_period_id_subscription_periods_tenant_id_id_fk" FOREIGN KEY ("tenant_id","period_id") REFERENCES "public"."subscription_periods"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "bill_items" ADD CONSTRAINT "bill_items_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "subscription_periods" ADD CONSTRAINT "subscription_periods_tenant_id_subscription_id_subscriptions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","subscription_id") REFERENCES "public"."subscriptions"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "subscription_periods" ADD CONSTRAINT "subscription_periods_tenant_id_plan_version_id_plan_versions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","plan_version_id") REFERENCES "public"."plan_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_tenant_id_plan_version_id_plan_versions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","plan_version_id") REFERENCES "public"."plan_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "vat_number_checks" ADD CONSTRAINT "vat_number_checks_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "bank_lines" ADD CONSTRAINT "bank_lines_tenant_id_statement_id_bank_statements_tenant_id_id_fk" FOREIGN KEY ("tenant_id","statement_id") REFERENCES "public"."bank_statements"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "bank_statements" ADD CONSTRAINT "bank_statements_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_tenant_id_payment_id_payments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","payment_id") REFERENCES "public"."payments"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "stripe_cursors" ADD CONSTRAINT "stripe_cursors_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "stripe_payouts" ADD CONSTRAINT "stripe_payouts_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "stripe_transactions" ADD CONSTRAINT "stripe_transactions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "lot_uses" ADD CONSTRAINT "lot_uses_tenant_id_lot_id_wallet_lots_tenant_id_id_fk" FOREIGN KEY ("tenant_id","lot_id") REFERENCES "public"."wallet_lots"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "lot_uses" ADD CONSTRAINT "lot_uses_tenant_id_charge_id_charges_tenant_id_id_fk" FOREIGN KEY ("tenant_id","charge_id") REFERENCES "public"."charges"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "spending_limits" ADD CONSTRAINT "spending_limits_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "spending_limits" ADD CONSTRAINT "spending_limits_tenant_id_token_id_tokens_tenant_id_id_fk" FOREIGN KEY ("tenant_id","token_id") REFERENCES "public"."tokens"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "topups" ADD CONSTRAINT "topups_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "wallet_holds" ADD CONSTRAINT "wallet_holds_tenant_id_account_id_accounts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","account_id") REFERENCES "public"."accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "wallet_holds" ADD CONSTRAINT "wallet_holds_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "wallet_lots" ADD CONSTRAINT "wallet_lots_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "wallet_lots" ADD CONSTRAINT "wallet_lots_tenant_id_topup_id_topups_tenant_id_id_fk" FOREIGN KEY ("tenant_id","topup_id") REFERENCES "public"."topups"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "export_batch_journals_batch" ON "export_batch_journals" USING btree ("tenant_id","batch_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_one_open" ON "approvals" USING btree ("tenant_id","kind","subject_id") WHERE "approvals"."decision" is null;
--> statement-breakpoint
CREATE UNIQUE INDEX "credit_note_lines_correction" ON "credit_note_lines" USING btree ("tenant_id","correction_id");
--> statement-breakpoint
CREATE INDEX "credit_note_lines_charge" ON "credit_note_lines" USING btree ("tenant_id","charge_id");
--> statement-breakpoint
CREATE INDEX "credit_notes_invoice" ON "credit_notes" USING btree ("tenant_id","invoice_id");
--> statement-breakpoint
CREATE INDEX "credit_notes_driver" ON "credit_notes" USING btree ("tenant_id","driver_id","created_at");
--> statement-breakpoint
CREATE INDEX "refunds_payment" ON "refunds" USING btree ("tenant_id","payment_id");
--> statement-breakpoint
CREATE INDEX "refunds_due" ON "refunds" USING btree ("due_at") WHERE "refunds"."state" in ('created', 'submitted', 'pending', 'requires_action', 'unknown');
--> statement-breakpoint
CREATE UNIQUE INDEX "dunning_cases_invoice" ON "dunning_cases" USING btree ("tenant_id","invoice_id");
--> statement-breakpoint
CREATE INDEX "dunning_cases_due" ON "dunning_cases" USING btree ("next_at") WHERE "dunning_cases"."state" = 'active';
--> statement-breakpoint
CREATE INDEX "invoice_runs_due" ON "invoice_runs" USING btree ("due_at") WHERE "invoice_runs"."state" = 'running';
--> statement-breakpoint
CREATE INDEX "mandates_method" ON "mandates" USING btree ("tenant_id","payment_method_id");
--> statement-breakpoint
CREATE INDEX "partner_invoice_lines_cdr" ON "partner_invoice_lines" USING btree ("tenant_id","cdr_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "payment_file_items_once" ON "payment_file_items" USING btree ("tenant_id","partner_invoice_id") WHERE "payment_file_items"."is_open";
--> statement-breakpoint
CREATE INDEX "settlements_creditor" ON "settlements" USING btree ("tenant_id","creditor_id","period_start");
--> statement-breakpoint
CREATE INDEX "bill_items_open" ON "bill_items" USING btree ("tenant_id","driver_id","serviced_at") WHERE "bill_items"."state" = 'open';
--> statement-breakpoint
CREATE INDEX "subscription_periods_driver" ON "subscription_periods" USING btree ("tenant_id","driver_id","starts_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_one_open" ON "subscriptions" USING btree ("tenant_id","driver_id") WHERE "subscriptions"."state" <> 'ended';
--> statement-breakpoint
CREATE INDEX "bank_lines_open" ON "bank_lines" USING btree ("tenant_id","booked_on") WHERE "bank_lines"."state" = 'unmatched';
--> statement-breakpoint
CREATE UNIQUE INDEX "cases_one_open" ON "cases" USING btree ("tenant_id","key") WHERE "cases"."state" = 'open';
--> statement-breakpoint
CREATE INDEX "cases_open" ON "cases" USING btree ("tenant_id","opened_at") WHERE "cases"."state" = 'open';
--> statement-breakpoint
CREATE INDEX "stripe_transactions_payout" ON "stripe_transactions" USING btree ("tenant_id","payout_id");
--> statement-breakpoint
CREATE INDEX "stripe_transactions_source" ON "stripe_transactions" USING btree ("tenant_id","source_id");
--> statement-breakpoint
CREATE INDEX "lot_uses_lot" ON "lot_uses" USING btree ("tenant_id","lot_id");
--> statement-breakpoint
CREATE INDEX "lot_uses_charge" ON "lot_uses" USING btree ("tenant_id","charge_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "topups_one_auto" ON "topups" USING btree ("tenant_id","driver_id","currency") WHERE "topups"."origin" = 'auto' and "topups"."state" in ('created', 'open', 'processing');
--> statement-breakpoint
CREATE INDEX "topups_driver" ON "topups" USING btree ("tenant_id","driver_id","created_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "wallet_holds_ref" ON "wallet_holds" USING btree ("tenant_id","ref");
--> statement-breakpoint
CREATE INDEX "wallet_holds_open" ON "wallet_holds" USING btree ("tenant_id","driver_id","expires_at") WHERE "wallet_holds"."state" = 'open';
--> statement-breakpoint
CREATE INDEX "wallet_lots_driver" ON "wallet_lots" USING btree ("tenant_id","driver_id","currency","created_at");
--> statement-breakpoint
CREATE INDEX "wallet_lots_expiring" ON "wallet_lots" USING btree ("expires_at") WHERE "wallet_lots"."expired_at" is null and "wallet_lots"."expires_at" is not null;
--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_tenant_id_bill_item_id_bill_items_tenant_id_id_fk" FOREIGN KEY ("tenant_id","bill_item_id") REFERENCES "public"."bill_items"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_tenant_id_topup_id_topups_tenant_id_id_fk" FOREIGN KEY ("tenant_id","topup_id") REFERENCES "public"."topups"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "issued_documents_driver" ON "issued_documents" USING btree ("tenant_id","driver_id","issued_at");
--> statement-breakpoint
CREATE INDEX "issued_documents_subject" ON "issued_documents" USING btree ("tenant_id","subject_id");
--> statement-breakpoint
CREATE INDEX "journals_period" ON "journals" USING btree ("tenant_id","period_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_open_topup" ON "payments" USING btree ("tenant_id","topup_id") WHERE "payments"."state" in ('created', 'submitted', 'requires_action', 'processing', 'unknown');
--> statement-breakpoint
CREATE INDEX "payments_card" ON "payments" USING btree ("tenant_id","fingerprint","created_at");
--> statement-breakpoint
CREATE INDEX "charges_without_receipt" ON "charges" USING btree ("tenant_id","created_at") WHERE "charges"."state" = 'settled' and "charges"."receipt_id" is null;
--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_item_once" UNIQUE("tenant_id","bill_item_id");
--> statement-breakpoint
ALTER TABLE "issued_documents" ADD CONSTRAINT "issued_documents_series" UNIQUE("tenant_id","legal_entity_id","kind","series_of","year","seq");
--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_checkout" UNIQUE("tenant_id","environment","checkout_session_id");
--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_bank_line" UNIQUE("tenant_id","bank_line_id","invoice_id");
--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_of_one" CHECK (("invoice_lines"."charge_id" is null) <> ("invoice_lines"."bill_item_id" is null));
--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_total" CHECK ("invoices"."net_minor" + "invoices"."vat_minor" + "invoices"."rounding_minor" = "invoices"."total_minor");
--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_paid_at_most_total" CHECK ("invoices"."paid_minor" + "invoices"."credited_minor" + "invoices"."written_off_minor" <= greatest("invoices"."total_minor", 0));
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_kind" CHECK ("accounts"."kind" in ('driver_receivable', 'driver_unbilled_receivable', 'driver_wallet', 'driver_refund_payable', 'revenue', 'vat', 'roaming_cost', 'cpo_payable', 'stripe_clearing', 'stripe_fees', 'bank', 'disputes_receivable', 'bad_debt', 'rounding', 'exchange', 'deferred_subscription', 'input_vat', 'goodwill', 'unallocated', 'payment_in_transit'));
--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_of_one" CHECK (("payments"."invoice_id" is null) <> ("payments"."topup_id" is null));
--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_given_back" CHECK ("payments"."refunded_minor" >= 0 and "payments"."reversed_minor" >= 0 and "payments"."refunded_minor" + "payments"."reversed_minor" <= "payments"."amount_minor");