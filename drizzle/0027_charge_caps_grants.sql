GRANT SELECT, INSERT, UPDATE, DELETE ON charge_caps TO kvitt_app;
