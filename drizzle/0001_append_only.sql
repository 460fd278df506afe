-- What was posted, issued or witnessed is never changed: not by the application, not by its owner.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'KV010';
END $$;
--> statement-breakpoint
CREATE TRIGGER accounts_keep BEFORE DELETE OR TRUNCATE ON accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER journals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER postings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON postings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER journal_keys_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER issued_documents_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON issued_documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER document_files_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document_files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- A finalized invoice keeps its legal columns; only what is paid of it moves.
CREATE FUNCTION keep_finalized_invoice() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  allowed invoices%ROWTYPE;
BEGIN
  IF OLD.state <> 'finalized' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'invoice % is finalized: it cannot be deleted', OLD.number USING ERRCODE = 'KV011';
  END IF;
  allowed := OLD;
  allowed.payment_state := NEW.payment_state;
  allowed.paid_minor := NEW.paid_minor;
  allowed.paid_at := NEW.paid_at;
  IF allowed IS DISTINCT FROM NEW THEN
    RAISE EXCEPTION 'invoice % is finalized: only what is paid of it may change', OLD.number USING ERRCODE = 'KV011';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER invoices_keep_finalized BEFORE UPDATE OR DELETE ON invoices FOR EACH ROW EXECUTE FUNCTION keep_finalized_invoice();
--> statement-breakpoint
CREATE TRIGGER invoices_keep BEFORE TRUNCATE ON invoices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- Lines of a finalized invoice neither come, change nor go. The share lock makes a line wait for a finalizing transaction.
CREATE FUNCTION keep_finalized_lines() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  sealed text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM 1 FROM invoices i WHERE (i.tenant_id, i.id) IN (SELECT a.tenant_id, a.invoice_id FROM added a)
      ORDER BY i.tenant_id, i.id FOR SHARE;
    SELECT i.number INTO sealed FROM invoices i JOIN added a ON (i.tenant_id, i.id) = (a.tenant_id, a.invoice_id)
      WHERE i.state = 'finalized' LIMIT 1;
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM 1 FROM invoices i WHERE (i.tenant_id, i.id) IN (SELECT r.tenant_id, r.invoice_id FROM removed r)
      ORDER BY i.tenant_id, i.id FOR SHARE;
    SELECT i.number INTO sealed FROM invoices i JOIN removed r ON (i.tenant_id, i.id) = (r.tenant_id, r.invoice_id)
      WHERE i.state = 'finalized' LIMIT 1;
  ELSE
    PERFORM 1 FROM invoices i WHERE (i.tenant_id, i.id) IN (SELECT r.tenant_id, r.invoice_id FROM removed r
        UNION SELECT a.tenant_id, a.invoice_id FROM added a)
      ORDER BY i.tenant_id, i.id FOR SHARE;
    SELECT i.number INTO sealed FROM invoices i
      JOIN (SELECT tenant_id, invoice_id FROM removed UNION SELECT tenant_id, invoice_id FROM added) t
        ON (i.tenant_id, i.id) = (t.tenant_id, t.invoice_id)
      WHERE i.state = 'finalized' LIMIT 1;
  END IF;
  IF sealed IS NOT NULL THEN
    RAISE EXCEPTION 'invoice % is finalized: its lines cannot change', sealed USING ERRCODE = 'KV011';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER invoice_lines_keep_inserted AFTER INSERT ON invoice_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_finalized_lines();
--> statement-breakpoint
CREATE TRIGGER invoice_lines_keep_updated AFTER UPDATE ON invoice_lines REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_finalized_lines();
--> statement-breakpoint
CREATE TRIGGER invoice_lines_keep_deleted AFTER DELETE ON invoice_lines REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep_finalized_lines();
--> statement-breakpoint
CREATE TRIGGER invoice_lines_keep BEFORE TRUNCATE ON invoice_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- Bodies are kept as they came and read rarely: not compressing them makes batched inserts a quarter faster.
ALTER TABLE ocpi_messages ALTER COLUMN body SET STORAGE EXTERNAL, ALTER COLUMN response_body SET STORAGE EXTERNAL;
