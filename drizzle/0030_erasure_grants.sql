-- An erasure takes out what a driver agreed to, and puts his pseudonym where his name stood in a dispute.

GRANT DELETE ON terms_acceptances TO kvitt_app;
--> statement-breakpoint
GRANT UPDATE ("by") ON charge_dispute_events TO kvitt_app;
