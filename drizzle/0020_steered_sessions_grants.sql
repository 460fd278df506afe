-- Sessions of other eMSPs' drivers are kept for steering alone and forgotten after it, with all that hangs on them.

GRANT DELETE ON active_charging_profiles, charging_request_events TO kvitt_app;
