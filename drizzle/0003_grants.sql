-- What the application's role may do. Every table is named: a new one is closed until a migration opens it.

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'kvitt_app') THEN
    CREATE ROLE kvitt_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this server made it meanwhile
END $$;
--> statement-breakpoint
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, kvitt_app;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO kvitt_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON
  auth_accounts, auth_sessions, auth_verification_tokens, authorizations, card_setups, cdr_conflicts, cdrs, charges,
  driver_plans, drivers, evses, invoice_lines, invoices, legal_entities, locations, memberships, notifications,
  number_series, ocpi_messages, partner_endpoints, partner_tokens, partners, payment_methods, payments, plans,
  sessions, stripe_customers, stripe_events, tariffs, tenants, token_deliveries, tokens, users, vat_rates
  TO kvitt_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_events, cdr_ratings, document_files, issued_documents, plan_versions, tariff_versions TO kvitt_app;
--> statement-breakpoint
GRANT SELECT ON accounts, journal_keys, journals, postings TO kvitt_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION post_journals(uuid, jsonb) TO kvitt_app;
