-- What the application's role may do with the tables of 0004.

GRANT SELECT, INSERT, UPDATE, DELETE ON
  certification_runs, commands, hub_clients, partner_users, pull_cursors, reconciliation_records
  TO kvitt_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON command_events, message_replays TO kvitt_app;
