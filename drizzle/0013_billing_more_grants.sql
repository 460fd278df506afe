GRANT SELECT, INSERT ON exchange_rates, legal_entity_registrations TO kvitt_app;
