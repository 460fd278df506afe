-- What the application's role may do with the tables of 0006. A lock, a hold and a correction keep what they said:
-- only the named columns may change.

GRANT SELECT, INSERT, UPDATE, DELETE ON charging_requests TO kvitt_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON
  active_charging_profiles, cdr_holds, charge_corrections, charging_request_events, price_locks
  TO kvitt_app;
--> statement-breakpoint
GRANT UPDATE (session_id) ON price_locks TO kvitt_app;
--> statement-breakpoint
GRANT UPDATE (released_at, released_by, released_how) ON cdr_holds TO kvitt_app;
--> statement-breakpoint
GRANT UPDATE (state) ON charge_corrections TO kvitt_app;
