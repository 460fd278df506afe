-- What the application's role may do with the tables of 0017.

GRANT SELECT, INSERT, UPDATE, DELETE ON
  charging_goals, charging_routines, market_points, site_keys, site_limit_windows, site_nodes, site_signals, sites,
  vehicles
  TO kvitt_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON
  market_imports, session_savings
  TO kvitt_app;
--> statement-breakpoint
-- Readings and plans are added and, once old, deleted; never changed.
GRANT SELECT, INSERT, DELETE ON
  session_readings, site_plan_sessions, site_plans, site_readings
  TO kvitt_app;
