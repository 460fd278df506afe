CREATE TABLE "cdr_conflicts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"cdr_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"content_sha256" "bytea" NOT NULL,
	"core" jsonb NOT NULL,
	"received_at" timestamptz NOT NULL,
	CONSTRAINT "cdr_conflicts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "cdr_conflicts_content" UNIQUE("tenant_id","cdr_id","content_sha256")
);
--> statement-breakpoint
CREATE TABLE "cdr_ratings" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"cdr_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"reading" text,
	"own_excl_micro" bigint,
	"own_incl_micro" bigint,
	"difference_micro" bigint,
	"explanation" jsonb NOT NULL,
	"tariff_content_sha256" "bytea",
	"tariff_source" text NOT NULL,
	"time_zone" text,
	"engine_version" text NOT NULL,
	"tzdata_version" text NOT NULL,
	"rated_at" timestamptz NOT NULL,
	CONSTRAINT "cdr_ratings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "cdrs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"country_code" text NOT NULL,
	"party_id" text NOT NULL,
	"ocpi_id_upper" text NOT NULL,
	"ocpi_id" text NOT NULL,
	"message_id" uuid NOT NULL,
	"body_sha256" "bytea" NOT NULL,
	"content_sha256" "bytea" NOT NULL,
	"core" jsonb NOT NULL,
	"notes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"received_at" timestamptz NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"held_reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamptz NOT NULL,
	"last_error" text,
	"driver_id" uuid,
	"token_id" uuid,
	"session_ocpi_id" text,
	"started_at" timestamptz NOT NULL,
	"ended_at" timestamptz NOT NULL,
	"energy_micro_kwh" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"claimed_excl_micro" bigint NOT NULL,
	"claimed_incl_micro" bigint,
	"is_credit" boolean DEFAULT false NOT NULL,
	"credit_reference_id" text,
	"rating_id" uuid,
	"verdict" text,
	"difference_micro" bigint,
	"accepted_cost_minor" bigint,
	"accepted_basis" text,
	"decided_by" text,
	"decided_at" timestamptz,
	"decision_note" text,
	CONSTRAINT "cdrs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "cdrs_key" UNIQUE("tenant_id","country_code","party_id","ocpi_id_upper")
);
--> statement-breakpoint
CREATE TABLE "drivers" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"locale" text DEFAULT 'sv' NOT NULL,
	"time_zone" text NOT NULL,
	"kind" text DEFAULT 'consumer' NOT NULL,
	"vat_number" text,
	"address" jsonb NOT NULL,
	"currency" char(3) NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "drivers_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "drivers_number" UNIQUE("tenant_id","number"),
	CONSTRAINT "drivers_user" UNIQUE("tenant_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "token_deliveries" (
	"tenant_id" uuid NOT NULL,
	"token_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamptz NOT NULL,
	"acknowledged_at" timestamptz,
	"acknowledged_version" timestamptz,
	"last_error" text,
	CONSTRAINT "token_deliveries_tenant_id_token_id_partner_id_pk" PRIMARY KEY("tenant_id","token_id","partner_id")
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"uid" text NOT NULL,
	"uid_upper" text NOT NULL,
	"type" text NOT NULL,
	"contract_id" text NOT NULL,
	"visual_number" text,
	"issuer" text NOT NULL,
	"valid" boolean DEFAULT true NOT NULL,
	"whitelist" text NOT NULL,
	"group_id" text,
	"language" char(2),
	"blocked_reason" text,
	"last_updated" timestamptz NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "tokens_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tokens_uid" UNIQUE("tenant_id","uid_upper","type")
);
--> statement-breakpoint
CREATE TABLE "document_files" (
	"tenant_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"format" text NOT NULL,
	"body" "bytea" NOT NULL,
	"sha256" "bytea" NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "document_files_tenant_id_document_id_format_pk" PRIMARY KEY("tenant_id","document_id","format")
);
--> statement-breakpoint
CREATE TABLE "invoice_lines" (
	"tenant_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"charge_id" uuid NOT NULL,
	"net_minor" bigint NOT NULL,
	"vat_minor" bigint NOT NULL,
	"gross_minor" bigint NOT NULL,
	"per_rate" jsonb NOT NULL,
	CONSTRAINT "invoice_lines_tenant_id_invoice_id_seq_pk" PRIMARY KEY("tenant_id","invoice_id","seq"),
	CONSTRAINT "invoice_lines_charge_once" UNIQUE("tenant_id","charge_id")
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"payment_state" text DEFAULT 'none' NOT NULL,
	"period_start" timestamptz NOT NULL,
	"period_end" timestamptz NOT NULL,
	"currency" char(3) NOT NULL,
	"basis" text NOT NULL,
	"net_minor" bigint DEFAULT 0 NOT NULL,
	"vat_minor" bigint DEFAULT 0 NOT NULL,
	"total_minor" bigint DEFAULT 0 NOT NULL,
	"paid_minor" bigint DEFAULT 0 NOT NULL,
	"per_rate" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"number" text,
	"document_id" uuid,
	"due_on" date,
	"created_at" timestamptz NOT NULL,
	"finalized_at" timestamptz,
	"paid_at" timestamptz,
	CONSTRAINT "invoices_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "invoices_finalized_has_number" CHECK (("invoices"."state" = 'draft') = ("invoices"."number" is null)),
	CONSTRAINT "invoices_total" CHECK ("invoices"."net_minor" + "invoices"."vat_minor" = "invoices"."total_minor"),
	CONSTRAINT "invoices_paid_at_most_total" CHECK ("invoices"."paid_minor" <= "invoices"."total_minor")
);
--> statement-breakpoint
CREATE TABLE "issued_documents" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"year" integer NOT NULL,
	"seq" integer NOT NULL,
	"number" text NOT NULL,
	"invoice_id" uuid NOT NULL,
	"canonical" text NOT NULL,
	"sha256" "bytea" NOT NULL,
	"issued_at" timestamptz NOT NULL,
	CONSTRAINT "issued_documents_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "issued_documents_series" UNIQUE("tenant_id","legal_entity_id","kind","year","seq"),
	CONSTRAINT "issued_documents_number" UNIQUE("tenant_id","legal_entity_id","number")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"currency" char(3) NOT NULL,
	"kind" text NOT NULL,
	"owner_id" uuid,
	"min_balance" bigint,
	"cached" boolean NOT NULL,
	"balance" bigint DEFAULT 0 NOT NULL,
	"held" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "accounts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "accounts_code" UNIQUE("tenant_id","code","currency"),
	CONSTRAINT "accounts_currency" UNIQUE("tenant_id","id","currency"),
	CONSTRAINT "accounts_held_not_negative" CHECK ("accounts"."held" >= 0),
	CONSTRAINT "accounts_kind" CHECK ("accounts"."kind" in ('driver_receivable', 'driver_unbilled_receivable', 'driver_wallet', 'driver_refund_payable', 'revenue', 'vat', 'roaming_cost', 'cpo_payable', 'stripe_clearing', 'stripe_fees', 'bank', 'disputes_receivable', 'bad_debt', 'rounding', 'exchange', 'deferred_subscription')),
	CONSTRAINT "accounts_cached_driver" CHECK ("accounts"."cached" = ("accounts"."kind" like 'driver\_%')),
	CONSTRAINT "accounts_owner_of_driver" CHECK ("accounts"."cached" = ("accounts"."owner_id" is not null)),
	CONSTRAINT "accounts_balance_of_cached" CHECK ("accounts"."cached" or ("accounts"."balance" = 0 and "accounts"."version" = 0))
);
--> statement-breakpoint
CREATE TABLE "journal_keys" (
	"tenant_id" uuid NOT NULL,
	"key" text NOT NULL,
	"journal_id" uuid NOT NULL,
	"request_sha256" "bytea" NOT NULL,
	CONSTRAINT "journal_keys_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "journals" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"effective_at" timestamptz NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"reverses_id" uuid,
	"actor" text NOT NULL,
	"source_type" text NOT NULL,
	"source_id" uuid NOT NULL,
	CONSTRAINT "journals_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "journals_reversed_once" UNIQUE("tenant_id","reverses_id")
);
--> statement-breakpoint
CREATE TABLE "postings" (
	"tenant_id" uuid NOT NULL,
	"journal_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"account_id" uuid NOT NULL,
	"currency" char(3) NOT NULL,
	"amount_minor" bigint NOT NULL,
	"account_version" bigint,
	"balance_after" bigint,
	CONSTRAINT "postings_tenant_id_journal_id_seq_pk" PRIMARY KEY("tenant_id","journal_id","seq"),
	CONSTRAINT "postings_not_zero" CHECK ("postings"."amount_minor" <> 0)
);
--> statement-breakpoint
CREATE TABLE "evses" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"uid" text NOT NULL,
	"uid_upper" text NOT NULL,
	"evse_id" text,
	"status" text NOT NULL,
	"core" jsonb NOT NULL,
	"missing_since" timestamptz,
	"last_updated" timestamptz NOT NULL,
	"message_id" uuid NOT NULL,
	CONSTRAINT "evses_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "evses_key" UNIQUE("tenant_id","location_id","uid_upper")
);
--> statement-breakpoint
CREATE TABLE "locations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"country_code" text NOT NULL,
	"party_id" text NOT NULL,
	"ocpi_id" text NOT NULL,
	"ocpi_id_upper" text NOT NULL,
	"name" text,
	"address" text NOT NULL,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"time_zone" text,
	"publish" boolean DEFAULT true NOT NULL,
	"core" jsonb NOT NULL,
	"last_updated" timestamptz NOT NULL,
	"received_at" timestamptz NOT NULL,
	"message_id" uuid NOT NULL,
	CONSTRAINT "locations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "locations_key" UNIQUE("tenant_id","partner_id","country_code","party_id","ocpi_id_upper")
);
--> statement-breakpoint
CREATE TABLE "tariff_versions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"tariff_id" uuid NOT NULL,
	"content_sha256" "bytea" NOT NULL,
	"core" jsonb NOT NULL,
	"last_updated" timestamptz NOT NULL,
	"received_at" timestamptz NOT NULL,
	"message_id" uuid NOT NULL,
	CONSTRAINT "tariff_versions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tariff_versions_content" UNIQUE("tenant_id","tariff_id","content_sha256","last_updated")
);
--> statement-breakpoint
CREATE TABLE "tariffs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"country_code" text NOT NULL,
	"party_id" text NOT NULL,
	"ocpi_id" text NOT NULL,
	"ocpi_id_upper" text NOT NULL,
	"current_version_id" uuid,
	"deleted_at" timestamptz,
	CONSTRAINT "tariffs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tariffs_key" UNIQUE("tenant_id","partner_id","country_code","party_id","ocpi_id_upper")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamptz NOT NULL,
	CONSTRAINT "audit_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"email" text NOT NULL,
	"locale" text NOT NULL,
	"payload" jsonb NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamptz NOT NULL,
	"created_at" timestamptz NOT NULL,
	"sent_at" timestamptz,
	"last_error" text,
	CONSTRAINT "notifications_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "notifications_key" UNIQUE("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "ocpi_messages" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid,
	"direction" text NOT NULL,
	"module" text NOT NULL,
	"method" text NOT NULL,
	"url" text NOT NULL,
	"object_key" text,
	"request_id" text,
	"correlation_id" text,
	"body" "bytea",
	"body_sha256" "bytea",
	"http_status" integer,
	"ocpi_status" integer,
	"response_body" "bytea",
	"outcome" text NOT NULL,
	"reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"notes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"occurred_at" timestamptz NOT NULL,
	"duration_ms" integer,
	CONSTRAINT "ocpi_messages_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "partner_endpoints" (
	"tenant_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"identifier" text NOT NULL,
	"role" text NOT NULL,
	"url" text NOT NULL,
	CONSTRAINT "partner_endpoints_tenant_id_partner_id_identifier_role_pk" PRIMARY KEY("tenant_id","partner_id","identifier","role")
);
--> statement-breakpoint
CREATE TABLE "partner_tokens" (
	"tenant_id" uuid NOT NULL,
	"token_sha256" "bytea" NOT NULL,
	"partner_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"first_used_at" timestamptz,
	"expires_at" timestamptz,
	"revoked_at" timestamptz,
	CONSTRAINT "partner_tokens_tenant_id_token_sha256_pk" PRIMARY KEY("tenant_id","token_sha256")
);
--> statement-breakpoint
CREATE TABLE "partners" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'created' NOT NULL,
	"versions_url" text,
	"version" text,
	"roles" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"outbound_token_sealed" "bytea",
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"last_error" text,
	"last_heard_at" timestamptz,
	"registered_at" timestamptz,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "partners_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "card_setups" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"state" text NOT NULL,
	"checkout_session_id" text,
	"consent" jsonb NOT NULL,
	"created_at" timestamptz NOT NULL,
	"completed_at" timestamptz,
	CONSTRAINT "card_setups_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "card_setups_checkout" UNIQUE("tenant_id","checkout_session_id")
);
--> statement-breakpoint
CREATE TABLE "payment_methods" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"stripe_id" text NOT NULL,
	"type" text NOT NULL,
	"brand" text,
	"last4" text,
	"exp_month" integer,
	"exp_year" integer,
	"fingerprint" text,
	"is_default" boolean NOT NULL,
	"detached_at" timestamptz,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "payment_methods_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "payment_methods_stripe" UNIQUE("tenant_id","environment","stripe_id")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"payment_method_id" uuid,
	"environment" text NOT NULL,
	"attempt" integer NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"state" text DEFAULT 'created' NOT NULL,
	"idempotency_key" text NOT NULL,
	"request" text NOT NULL,
	"request_sha256" "bytea" NOT NULL,
	"payment_intent_id" text,
	"charge_id" text,
	"next_action_url" text,
	"failure_code" text,
	"decline_code" text,
	"failure_message" text,
	"checks" integer DEFAULT 0 NOT NULL,
	"due_at" timestamptz NOT NULL,
	"created_at" timestamptz NOT NULL,
	"submitted_at" timestamptz,
	"settled_at" timestamptz,
	CONSTRAINT "payments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "payments_key" UNIQUE("tenant_id","idempotency_key"),
	CONSTRAINT "payments_intent" UNIQUE("tenant_id","environment","payment_intent_id"),
	CONSTRAINT "payments_attempt" UNIQUE("tenant_id","invoice_id","attempt"),
	CONSTRAINT "payments_amount_positive" CHECK ("payments"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "stripe_customers" (
	"tenant_id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"customer_id" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "stripe_customers_tenant_id_driver_id_environment_pk" PRIMARY KEY("tenant_id","driver_id","environment"),
	CONSTRAINT "stripe_customers_id" UNIQUE("tenant_id","environment","customer_id")
);
--> statement-breakpoint
CREATE TABLE "stripe_events" (
	"tenant_id" uuid NOT NULL,
	"id" text NOT NULL,
	"environment" text NOT NULL,
	"type" text NOT NULL,
	"api_version" text,
	"object_id" text,
	"payload" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"received_at" timestamptz NOT NULL,
	"read_at" timestamptz,
	"outcome" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamptz NOT NULL,
	"last_error" text,
	CONSTRAINT "stripe_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "charges" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"cdr_id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"plan_version_id" uuid NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"basis" text NOT NULL,
	"currency" char(3) NOT NULL,
	"net_minor" bigint,
	"vat_minor" bigint,
	"gross_minor" bigint,
	"per_rate" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"explanation" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"supply_country" text NOT NULL,
	"vat_trace" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"serviced_at" timestamptz NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "charges_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "charges_cdr" UNIQUE("tenant_id","cdr_id")
);
--> statement-breakpoint
CREATE TABLE "driver_plans" (
	"tenant_id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"valid_from" timestamptz NOT NULL,
	"valid_to" timestamptz,
	"plan_version_id" uuid NOT NULL,
	CONSTRAINT "driver_plans_tenant_id_driver_id_valid_from_pk" PRIMARY KEY("tenant_id","driver_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "plan_versions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"price_mode" text NOT NULL,
	"basis" text NOT NULL,
	"currency" char(3) NOT NULL,
	"definition" jsonb NOT NULL,
	"published_at" timestamptz NOT NULL,
	CONSTRAINT "plan_versions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "plan_versions_version" UNIQUE("tenant_id","plan_id","version")
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "plans_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "plans_code" UNIQUE("tenant_id","code")
);
--> statement-breakpoint
CREATE TABLE "authorizations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"token_id" uuid,
	"uid" text NOT NULL,
	"allowed" text NOT NULL,
	"reference" text,
	"location_ocpi_id" text,
	"evse_uids" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"answered_at" timestamptz NOT NULL,
	CONSTRAINT "authorizations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "authorizations_reference" UNIQUE("tenant_id","reference")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"country_code" text NOT NULL,
	"party_id" text NOT NULL,
	"ocpi_id" text NOT NULL,
	"ocpi_id_upper" text NOT NULL,
	"driver_id" uuid,
	"token_id" uuid,
	"status" text NOT NULL,
	"started_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	"energy_micro_kwh" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"claimed_micro" bigint,
	"location_ocpi_id" text NOT NULL,
	"evse_uid" text NOT NULL,
	"connector_id" text NOT NULL,
	"authorization_reference" text,
	"core" jsonb NOT NULL,
	"last_updated" timestamptz NOT NULL,
	"received_at" timestamptz NOT NULL,
	"message_id" uuid NOT NULL,
	CONSTRAINT "sessions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sessions_key" UNIQUE("tenant_id","country_code","party_id","ocpi_id_upper")
);
--> statement-breakpoint
CREATE TABLE "legal_entities" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"organisation_number" text NOT NULL,
	"vat_number" text NOT NULL,
	"address" jsonb NOT NULL,
	"email" text NOT NULL,
	"bank_account" text,
	"payment_term_days" integer DEFAULT 10 NOT NULL,
	"number_prefix" text DEFAULT 'K' NOT NULL,
	CONSTRAINT "legal_entities_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "number_series" (
	"tenant_id" uuid NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"year" integer NOT NULL,
	"next" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "number_series_tenant_id_legal_entity_id_kind_year_pk" PRIMARY KEY("tenant_id","legal_entity_id","kind","year"),
	CONSTRAINT "number_series_next_positive" CHECK ("number_series"."next" >= 1)
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"country_code" char(2) NOT NULL,
	"party_id" char(3) NOT NULL,
	"currency" char(3) NOT NULL,
	"time_zone" text NOT NULL,
	"website" text,
	"close_after_hours" integer DEFAULT 72 NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vat_rates" (
	"tenant_id" uuid NOT NULL,
	"country" char(2) NOT NULL,
	"supply_kind" text NOT NULL,
	"valid_from" timestamptz NOT NULL,
	"rate" integer NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "vat_rates_tenant_id_country_supply_kind_valid_from_pk" PRIMARY KEY("tenant_id","country","supply_kind","valid_from")
);
--> statement-breakpoint
CREATE TABLE "auth_accounts" (
	"user_id" uuid NOT NULL,
	"type" text NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"refresh_token" text,
	"access_token" text,
	"expires_at" integer,
	"token_type" text,
	"scope" text,
	"id_token" text,
	"session_state" text,
	CONSTRAINT "auth_accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_tenant_id_user_id_role_pk" PRIMARY KEY("tenant_id","user_id","role")
);
--> statement-breakpoint
CREATE TABLE "auth_sessions" (
	"session_token" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_verification_tokens" (
	"identifier" text NOT NULL,
	"token" text NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	CONSTRAINT "auth_verification_tokens_identifier_token_pk" PRIMARY KEY("identifier","token")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"email" text NOT NULL,
	"email_verified" timestamp with time zone,
	"image" text,
	"locale" text,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "cdr_conflicts" ADD CONSTRAINT "cdr_conflicts_tenant_id_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cdr_ratings" ADD CONSTRAINT "cdr_ratings_tenant_id_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cdrs" ADD CONSTRAINT "cdrs_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cdrs" ADD CONSTRAINT "cdrs_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cdrs" ADD CONSTRAINT "cdrs_tenant_id_token_id_tokens_tenant_id_id_fk" FOREIGN KEY ("tenant_id","token_id") REFERENCES "public"."tokens"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drivers" ADD CONSTRAINT "drivers_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drivers" ADD CONSTRAINT "drivers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "token_deliveries" ADD CONSTRAINT "token_deliveries_tenant_id_token_id_tokens_tenant_id_id_fk" FOREIGN KEY ("tenant_id","token_id") REFERENCES "public"."tokens"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "token_deliveries" ADD CONSTRAINT "token_deliveries_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_files" ADD CONSTRAINT "document_files_tenant_id_document_id_issued_documents_tenant_id_id_fk" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."issued_documents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_tenant_id_invoice_id_invoices_tenant_id_id_fk" FOREIGN KEY ("tenant_id","invoice_id") REFERENCES "public"."invoices"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_tenant_id_charge_id_charges_tenant_id_id_fk" FOREIGN KEY ("tenant_id","charge_id") REFERENCES "public"."charges"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issued_documents" ADD CONSTRAINT "issued_documents_tenant_id_invoice_id_invoices_tenant_id_id_fk" FOREIGN KEY ("tenant_id","invoice_id") REFERENCES "public"."invoices"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issued_documents" ADD CONSTRAINT "issued_documents_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_tenant_id_reverses_id_journals_tenant_id_id_fk" FOREIGN KEY ("tenant_id","reverses_id") REFERENCES "public"."journals"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_tenant_id_journal_id_journals_tenant_id_id_fk" FOREIGN KEY ("tenant_id","journal_id") REFERENCES "public"."journals"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_tenant_id_account_id_currency_accounts_tenant_id_id_currency_fk" FOREIGN KEY ("tenant_id","account_id","currency") REFERENCES "public"."accounts"("tenant_id","id","currency") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evses" ADD CONSTRAINT "evses_tenant_id_location_id_locations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","location_id") REFERENCES "public"."locations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tariff_versions" ADD CONSTRAINT "tariff_versions_tenant_id_tariff_id_tariffs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","tariff_id") REFERENCES "public"."tariffs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tariffs" ADD CONSTRAINT "tariffs_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_endpoints" ADD CONSTRAINT "partner_endpoints_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_tokens" ADD CONSTRAINT "partner_tokens_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partners" ADD CONSTRAINT "partners_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_setups" ADD CONSTRAINT "card_setups_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_methods" ADD CONSTRAINT "payment_methods_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_tenant_id_invoice_id_invoices_tenant_id_id_fk" FOREIGN KEY ("tenant_id","invoice_id") REFERENCES "public"."invoices"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_customers" ADD CONSTRAINT "stripe_customers_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_events" ADD CONSTRAINT "stripe_events_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_tenant_id_cdr_id_cdrs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","cdr_id") REFERENCES "public"."cdrs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_tenant_id_plan_version_id_plan_versions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","plan_version_id") REFERENCES "public"."plan_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "driver_plans" ADD CONSTRAINT "driver_plans_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "driver_plans" ADD CONSTRAINT "driver_plans_tenant_id_plan_version_id_plan_versions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","plan_version_id") REFERENCES "public"."plan_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_versions" ADD CONSTRAINT "plan_versions_tenant_id_plan_id_plans_tenant_id_id_fk" FOREIGN KEY ("tenant_id","plan_id") REFERENCES "public"."plans"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_partner_id_partners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","partner_id") REFERENCES "public"."partners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_token_id_tokens_tenant_id_id_fk" FOREIGN KEY ("tenant_id","token_id") REFERENCES "public"."tokens"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_entities" ADD CONSTRAINT "legal_entities_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "number_series" ADD CONSTRAINT "number_series_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vat_rates" ADD CONSTRAINT "vat_rates_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_accounts" ADD CONSTRAINT "auth_accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cdr_ratings_cdr" ON "cdr_ratings" USING btree ("tenant_id","cdr_id","rated_at");--> statement-breakpoint
CREATE INDEX "cdrs_queue" ON "cdrs" USING btree ("due_at") WHERE "cdrs"."state" = 'received';--> statement-breakpoint
CREATE INDEX "cdrs_list" ON "cdrs" USING btree ("tenant_id","started_at");--> statement-breakpoint
CREATE INDEX "cdrs_driver" ON "cdrs" USING btree ("tenant_id","driver_id","started_at");--> statement-breakpoint
CREATE INDEX "cdrs_session" ON "cdrs" USING btree ("tenant_id","partner_id","session_ocpi_id");--> statement-breakpoint
CREATE INDEX "token_deliveries_due" ON "token_deliveries" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "tokens_driver" ON "tokens" USING btree ("tenant_id","driver_id");--> statement-breakpoint
CREATE INDEX "tokens_contract" ON "tokens" USING btree ("tenant_id","contract_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_one_monthly" ON "invoices" USING btree ("tenant_id","driver_id","period_start","currency","basis") WHERE "invoices"."kind" = 'monthly';--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_number" ON "invoices" USING btree ("tenant_id","legal_entity_id","number");--> statement-breakpoint
CREATE INDEX "invoices_driver" ON "invoices" USING btree ("tenant_id","driver_id","created_at");--> statement-breakpoint
CREATE INDEX "accounts_owner" ON "accounts" USING btree ("tenant_id","owner_id");--> statement-breakpoint
CREATE INDEX "journals_source" ON "journals" USING btree ("tenant_id","source_type","source_id");--> statement-breakpoint
CREATE UNIQUE INDEX "postings_version" ON "postings" USING btree ("tenant_id","account_id","account_version") WHERE "postings"."account_version" is not null;--> statement-breakpoint
CREATE INDEX "postings_account" ON "postings" USING btree ("tenant_id","account_id","journal_id");--> statement-breakpoint
CREATE INDEX "tariff_versions_time" ON "tariff_versions" USING btree ("tenant_id","tariff_id","received_at");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("tenant_id","subject_type","subject_id","occurred_at");--> statement-breakpoint
CREATE INDEX "notifications_due" ON "notifications" USING btree ("due_at") WHERE "notifications"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "ocpi_messages_time" ON "ocpi_messages" USING btree ("tenant_id","occurred_at");--> statement-breakpoint
CREATE INDEX "ocpi_messages_partner_time" ON "ocpi_messages" USING btree ("tenant_id","partner_id","occurred_at");--> statement-breakpoint
CREATE INDEX "ocpi_messages_object" ON "ocpi_messages" USING btree ("tenant_id","module","object_key");--> statement-breakpoint
CREATE INDEX "ocpi_messages_troubled" ON "ocpi_messages" USING btree ("tenant_id","occurred_at") WHERE "ocpi_messages"."outcome" in ('rejected', 'conflict', 'failed');--> statement-breakpoint
CREATE INDEX "partner_tokens_partner" ON "partner_tokens" USING btree ("tenant_id","partner_id");--> statement-breakpoint
CREATE INDEX "partner_tokens_sha256" ON "partner_tokens" USING btree ("token_sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_methods_one_default" ON "payment_methods" USING btree ("tenant_id","driver_id") WHERE "payment_methods"."is_default" and "payment_methods"."detached_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_open" ON "payments" USING btree ("tenant_id","invoice_id") WHERE "payments"."state" in ('created', 'submitted', 'requires_action', 'processing', 'unknown');--> statement-breakpoint
CREATE INDEX "payments_due" ON "payments" USING btree ("due_at") WHERE "payments"."state" in ('created', 'submitted', 'requires_action', 'processing', 'unknown');--> statement-breakpoint
CREATE INDEX "stripe_events_due" ON "stripe_events" USING btree ("due_at") WHERE "stripe_events"."read_at" is null;--> statement-breakpoint
CREATE INDEX "charges_open" ON "charges" USING btree ("tenant_id","driver_id","serviced_at") WHERE "charges"."state" = 'open';--> statement-breakpoint
CREATE INDEX "authorizations_token" ON "authorizations" USING btree ("tenant_id","token_id","answered_at");--> statement-breakpoint
CREATE INDEX "sessions_driver" ON "sessions" USING btree ("tenant_id","driver_id","started_at");--> statement-breakpoint
CREATE INDEX "memberships_user" ON "memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "auth_sessions_user" ON "auth_sessions" USING btree ("user_id");