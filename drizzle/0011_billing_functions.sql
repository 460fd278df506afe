-- The books keep closed periods closed, a wallet's credit is spoken for by its functions alone, and the card networks'
-- limits hold whatever the program does.

CREATE FUNCTION ledger_closed_until(tenant uuid) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(max(c.closed_until), '-infinity') FROM closed_periods c WHERE c.tenant_id = tenant
$$;
--> statement-breakpoint

-- As in 0002; a fact of a closed period is booked at the period's end (period_at), and keeps its own time (effective_at).
CREATE OR REPLACE FUNCTION post_journals(tenant uuid, journals jsonb)
RETURNS TABLE (key text, journal_id uuid, is_new boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  fresh uuid[];
  wrong text;
  closed timestamptz := ledger_closed_until(tenant);
BEGIN
  PERFORM ledger_check_legs(post_journals.journals);
  -- In the keys' order, so that two callers with the same facts wait for each other instead of deadlocking.
  WITH claimed AS (
    INSERT INTO journal_keys (tenant_id, key, journal_id, request_sha256)
      SELECT tenant, j.body->>'key', (j.body->>'id')::uuid, decode(j.body->>'sha256', 'hex')
        FROM jsonb_array_elements(post_journals.journals) WITH ORDINALITY AS j(body, no) ORDER BY 2, j.no
      ON CONFLICT (tenant_id, key) DO NOTHING RETURNING journal_keys.journal_id)
  SELECT coalesce(array_agg(claimed.journal_id), '{}') INTO fresh FROM claimed;
  SELECT j.body->>'key' INTO wrong FROM jsonb_array_elements(post_journals.journals) AS j(body)
    LEFT JOIN journal_keys k ON k.tenant_id = tenant AND k.key = j.body->>'key'
    WHERE k.request_sha256 IS DISTINCT FROM decode(j.body->>'sha256', 'hex') LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'idempotency_conflict: % was posted with other content', wrong USING ERRCODE = 'KV001';
  END IF;
  IF cardinality(fresh) > 0 THEN
    PERFORM ledger_open_accounts(tenant, post_journals.journals, fresh);
    PERFORM 1 FROM accounts a
      WHERE a.tenant_id = tenant AND a.cached AND (a.code, a.currency) IN
        (SELECT l.code, l.currency FROM ledger_legs(post_journals.journals) l WHERE l.journal_id = ANY (fresh))
      ORDER BY a.id FOR NO KEY UPDATE;
    INSERT INTO journals (tenant_id, id, key, kind, effective_at, period_at, actor, source_type, source_id, reverses_id)
      SELECT tenant, (j.body->>'id')::uuid, j.body->>'key', j.body->>'kind', (j.body->>'effectiveAt')::timestamptz,
             greatest((j.body->>'effectiveAt')::timestamptz, closed),
             j.body->>'actor', j.body->>'sourceType', (j.body->>'sourceId')::uuid, (j.body->>'reversesId')::uuid
        FROM jsonb_array_elements(post_journals.journals) AS j(body) WHERE (j.body->>'id')::uuid = ANY (fresh);
    PERFORM ledger_write_postings(tenant, post_journals.journals, fresh);
  END IF;
  RETURN QUERY SELECT k.key::text, k.journal_id, k.journal_id = ANY (fresh)
    FROM jsonb_array_elements(post_journals.journals) WITH ORDINALITY AS j(body, no)
    JOIN journal_keys k ON k.tenant_id = tenant AND k.key = j.body->>'key' ORDER BY j.no;
END $$;
--> statement-breakpoint

CREATE FUNCTION check_journal_period() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  wrong text;
BEGIN
  SELECT added.key INTO wrong FROM added
    JOIN (SELECT t.tenant_id, ledger_closed_until(t.tenant_id) AS until FROM (SELECT DISTINCT a.tenant_id FROM added a) t) closed
      ON closed.tenant_id = added.tenant_id
    WHERE added.period_at < closed.until OR added.period_at < added.effective_at LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'journal % belongs to a closed period', wrong USING ERRCODE = 'KV006';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER journals_open_period AFTER INSERT ON journals REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_journal_period();
--> statement-breakpoint

/*
 * Closes the books up to `until` (exclusive), once what is being booked at this moment is done. Answers the row's id.
 * KV007: not later than what is closed already, or not over yet.
 */
CREATE FUNCTION close_period(tenant uuid, close_id uuid, until timestamptz, checklist jsonb, closed_by text, closed_at timestamptz)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  balances jsonb;
BEGIN
  LOCK TABLE journals IN SHARE ROW EXCLUSIVE MODE;
  IF until <= ledger_closed_until(tenant) OR until > close_period.closed_at THEN
    RAISE EXCEPTION 'cannot close up to %', until USING ERRCODE = 'KV007';
  END IF;
  SELECT coalesce(jsonb_agg(jsonb_build_object('account', b.code, 'currency', b.currency, 'balanceMinor', b.total::text)
                            ORDER BY b.code, b.currency), '[]') INTO balances
    FROM (SELECT CASE WHEN a.cached THEN a.kind ELSE a.code END AS code, a.currency, sum(p.amount_minor) AS total
            FROM postings p JOIN journals j ON j.tenant_id = p.tenant_id AND j.id = p.journal_id
            JOIN accounts a ON a.tenant_id = p.tenant_id AND a.id = p.account_id
            WHERE p.tenant_id = tenant AND j.period_at < until GROUP BY 1, 2) b;
  INSERT INTO closed_periods (tenant_id, id, closed_until, checklist, balances, closed_by, closed_at)
    VALUES (tenant, close_id, until, checklist, balances, close_period.closed_by, close_period.closed_at);
  RETURN close_id;
END $$;
--> statement-breakpoint

/*
 * Speaks for a driver's credit: true when what he can spend (−balance − held − frozen) covers the amount. The same ref
 * again answers true while its hold is open and changes nothing; false once it ended.
 */
CREATE FUNCTION place_wallet_hold(tenant uuid, hold jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  wallet accounts%ROWTYPE;
  amount bigint := (hold->>'amountMinor')::bigint;
  frozen bigint;
  known text;
BEGIN
  SELECT a.* INTO wallet FROM accounts a
    WHERE a.tenant_id = tenant AND a.kind = 'driver_wallet' AND a.owner_id = (hold->>'driverId')::uuid
      AND a.currency = (hold->>'currency')::char(3)
    FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  SELECT h.state INTO known FROM wallet_holds h WHERE h.tenant_id = tenant AND h.ref = hold->>'ref';
  IF FOUND THEN
    RETURN known = 'open';
  END IF;
  SELECT w.frozen_minor INTO frozen FROM wallets w
    WHERE w.tenant_id = tenant AND w.driver_id = wallet.owner_id AND w.currency = wallet.currency;
  IF -wallet.balance - wallet.held - coalesce(frozen, 0) - amount < coalesce(wallet.min_balance, 0) THEN
    RETURN false;
  END IF;
  INSERT INTO wallet_holds (tenant_id, id, driver_id, account_id, currency, amount_minor, token_id, ref, expires_at, created_at)
    VALUES (tenant, (hold->>'id')::uuid, wallet.owner_id, wallet.id, wallet.currency, amount, (hold->>'tokenId')::uuid,
            hold->>'ref', (hold->>'expiresAt')::timestamptz, (hold->>'createdAt')::timestamptz);
  UPDATE accounts a SET held = a.held + amount WHERE a.tenant_id = tenant AND a.id = wallet.id;
  RETURN true;
END $$;
--> statement-breakpoint

-- Ends open holds and gives their credit free; those that ended before stay as they are. Answers how many it ended.
CREATE FUNCTION end_wallet_holds(tenant uuid, hold_ids uuid[], how text, at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  ended integer;
BEGIN
  IF how NOT IN ('captured', 'released', 'expired') THEN
    RAISE EXCEPTION 'a hold ends captured, released or expired, not %', how USING ERRCODE = 'KV008';
  END IF;
  PERFORM 1 FROM accounts a WHERE a.tenant_id = tenant AND a.id IN
      (SELECT h.account_id FROM wallet_holds h WHERE h.tenant_id = tenant AND h.id = ANY (hold_ids) AND h.state = 'open')
    ORDER BY a.id FOR NO KEY UPDATE;
  WITH done AS (
    UPDATE wallet_holds h SET state = how, ended_at = at
      WHERE h.tenant_id = tenant AND h.id = ANY (hold_ids) AND h.state = 'open'
      RETURNING h.account_id, h.amount_minor),
  freed AS (
    UPDATE accounts a SET held = a.held - d.amount
      FROM (SELECT done.account_id, sum(done.amount_minor) AS amount FROM done GROUP BY done.account_id) d
      WHERE a.tenant_id = tenant AND a.id = d.account_id RETURNING a.id)
  SELECT count(*)::integer INTO ended FROM done;
  RETURN ended;
END $$;
--> statement-breakpoint

-- At most 8 attempts on an invoice, and 10 that failed on a card in 30 days: card networks fine those who go on.
CREATE FUNCTION check_payment_attempts() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.channel <> 'off_session' THEN
    RETURN NEW;
  END IF;
  IF NEW.invoice_id IS NOT NULL AND
     (SELECT count(*) FROM payments p WHERE p.tenant_id = NEW.tenant_id AND p.invoice_id = NEW.invoice_id
        AND p.channel = 'off_session') >= 8 THEN
    RAISE EXCEPTION 'invoice % has had its 8 attempts', NEW.invoice_id USING ERRCODE = 'KV020';
  END IF;
  IF NEW.fingerprint IS NOT NULL AND
     (SELECT count(*) FROM payments p WHERE p.tenant_id = NEW.tenant_id AND p.fingerprint = NEW.fingerprint
        AND p.channel = 'off_session' AND p.failure_code IS NOT NULL
        AND p.created_at > NEW.created_at - interval '30 days') >= 10 THEN
    RAISE EXCEPTION 'this card has failed 10 times in 30 days' USING ERRCODE = 'KV021';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payments_attempts BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION check_payment_attempts();
--> statement-breakpoint

-- A finalized invoice keeps its legal columns; what is paid, credited and written off of it moves.
CREATE OR REPLACE FUNCTION keep_finalized_invoice() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
  allowed.credited_minor := NEW.credited_minor;
  allowed.written_off_minor := NEW.written_off_minor;
  IF allowed IS DISTINCT FROM NEW THEN
    RAISE EXCEPTION 'invoice % is finalized: only what is paid of it may change', OLD.number USING ERRCODE = 'KV011';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint

CREATE TRIGGER closed_periods_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON closed_periods FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER export_batches_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON export_batches FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER export_batch_journals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON export_batch_journals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
REVOKE ALL ON FUNCTION ledger_closed_until(uuid), close_period(uuid, uuid, timestamptz, jsonb, text, timestamptz),
  place_wallet_hold(uuid, jsonb), end_wallet_holds(uuid, uuid[], text, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION close_period(uuid, uuid, timestamptz, jsonb, text, timestamptz),
  place_wallet_hold(uuid, jsonb), end_wallet_holds(uuid, uuid[], text, timestamptz) TO kvitt_app;
--> statement-breakpoint
GRANT SELECT ON closed_periods, wallet_holds TO kvitt_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON
  dunning_events, dunning_rules, export_batch_journals, export_batches, lot_uses, mandates, posting_roles,
  reference_rates, settlement_lines, vat_number_checks
  TO kvitt_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON
  approvals, bank_lines, bank_statements, benefit_uses, bill_items, cases, credit_note_lines, credit_notes, creditors,
  demo_clock, disputes, dunning_cases, invoice_runs, partner_invoice_lines, partner_invoices, payment_file_items,
  payment_files, refunds, settlements, spending_limits, stripe_cursors, stripe_payouts, stripe_transactions,
  subscription_periods, subscriptions, topups, wallet_lots, wallets
  TO kvitt_app;
