-- What the application's role may do with the table of 0008.

GRANT SELECT, INSERT, UPDATE, DELETE ON document_refusals TO kvitt_app;
