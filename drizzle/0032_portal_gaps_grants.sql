-- What a driver says is right, addresses that change, and what an erasure takes out of the log of deeds.

GRANT SELECT, INSERT, DELETE ON dismissed_findings TO kvitt_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON email_changes TO kvitt_app;
--> statement-breakpoint
-- Deeds are kept for good; only forget_in_audit may put a pseudonym where somebody's name or address stood.
CREATE FUNCTION keep_audit_events() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('kvitt.forgets', true) = 'on' THEN RETURN NULL; END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'KV010';
END $$;
--> statement-breakpoint
DROP TRIGGER audit_events_append_only ON audit_events;
--> statement-breakpoint
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_events();
--> statement-breakpoint
-- Puts `pseudonym` in the place of each of `words` where it stands whole; resolves to how many deeds it touched.
CREATE FUNCTION forget_in_audit(tenant uuid, words text[], pseudonym text) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  word text;
  touched integer;
  total integer := 0;
BEGIN
  PERFORM set_config('kvitt.forgets', 'on', true);
  FOREACH word IN ARRAY words LOOP
    UPDATE audit_events
      SET subject_id = CASE WHEN subject_id = word THEN pseudonym ELSE subject_id END,
          detail = replace(detail::text, to_json(word)::text, to_json(pseudonym)::text)::jsonb
      WHERE tenant_id = tenant
        AND (subject_id = word OR position(to_json(word)::text IN detail::text) > 0);
    GET DIAGNOSTICS touched = ROW_COUNT;
    total := total + touched;
  END LOOP;
  PERFORM set_config('kvitt.forgets', 'off', true);
  RETURN total;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION forget_in_audit(uuid, text[], text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION forget_in_audit(uuid, text[], text) TO kvitt_app;
