-- What the application's role may do with the tables of 0023.

GRANT SELECT, INSERT, UPDATE, DELETE ON
  account_members, card_orders, card_stock, charge_disputes, charge_labels, cost_centres, data_exports, dispute_pictures,
  erasures, notification_choices, purpose_rules, push_subscriptions, receipt_packs, receipt_schedules, session_watches,
  sign_ups
  TO kvitt_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON
  charge_dispute_events, meter_checks, terms_acceptances, terms_versions
  TO kvitt_app;
--> statement-breakpoint
-- Added and, once old, deleted; never changed.
GRANT SELECT, INSERT, DELETE ON sign_in_events TO kvitt_app;
