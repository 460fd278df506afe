-- The ledger's own rules: journals balance at commit, legs come with their journal, one function writes.

CREATE FUNCTION check_journal_balanced() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  legs bigint;
  uneven text;
BEGIN
  SELECT coalesce(sum(n), 0), string_agg(currency || ' ' || total, ', ') FILTER (WHERE total <> 0)
    INTO legs, uneven
    FROM (SELECT p.currency, count(*) AS n, sum(p.amount_minor) AS total FROM postings p
            WHERE p.tenant_id = NEW.tenant_id AND p.journal_id = NEW.id GROUP BY p.currency) per_currency;
  IF legs < 2 THEN
    RAISE EXCEPTION 'journal % has % legs: at least 2', NEW.key, legs USING ERRCODE = 'KV002';
  END IF;
  IF uneven IS NOT NULL THEN
    RAISE EXCEPTION 'journal % does not balance: %', NEW.key, uneven USING ERRCODE = 'KV002';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER journals_balanced AFTER INSERT ON journals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_journal_balanced();
--> statement-breakpoint

CREATE FUNCTION check_journal_transaction() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added WHERE added.xid <> pg_current_xact_id()) THEN
    RAISE EXCEPTION 'a journal must name the transaction that writes it' USING ERRCODE = 'KV003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER journals_own_transaction AFTER INSERT ON journals REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_journal_transaction();
--> statement-breakpoint

CREATE FUNCTION check_postings_transaction() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added JOIN journals j ON j.tenant_id = added.tenant_id AND j.id = added.journal_id
               WHERE j.xid <> pg_current_xact_id()) THEN
    RAISE EXCEPTION 'a posting comes with its journal, not later' USING ERRCODE = 'KV003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER postings_with_journal AFTER INSERT ON postings REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_postings_transaction();
--> statement-breakpoint

-- Reads the journals of a call, one row a leg, in their order.
CREATE FUNCTION ledger_legs(journals jsonb)
RETURNS TABLE (journal_no bigint, journal_id uuid, journal_key text, authorising boolean, seq int, code text, kind text, owner_id uuid, currency char(3), amount bigint)
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT j.no, (j.body->>'id')::uuid, j.body->>'key', coalesce((j.body->>'authorising')::boolean, false),
         l.no::int, l.body->>'code', l.body->>'kind', (l.body->>'owner')::uuid, (l.body->>'currency')::char(3), (l.body->>'amount')::bigint
    FROM jsonb_array_elements(journals) WITH ORDINALITY AS j(body, no)
    CROSS JOIN LATERAL jsonb_array_elements(j.body->'legs') WITH ORDINALITY AS l(body, no)
$$;
--> statement-breakpoint

CREATE FUNCTION ledger_check_legs(journals jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  wrong text;
BEGIN
  SELECT j.body->>'key' INTO wrong FROM jsonb_array_elements(journals) AS j(body)
    WHERE coalesce(jsonb_array_length(j.body->'legs'), 0) < 2 LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'journal % has fewer than 2 legs', wrong USING ERRCODE = 'KV002';
  END IF;
  SELECT l.journal_key INTO wrong FROM ledger_legs(journals) l
    GROUP BY l.journal_no, l.journal_key, l.currency HAVING sum(l.amount) <> 0 LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'journal % does not balance', wrong USING ERRCODE = 'KV002';
  END IF;
  SELECT l.journal_key INTO wrong FROM ledger_legs(journals) l
    GROUP BY l.journal_no, l.journal_key, l.code, l.currency HAVING count(*) > 1 LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'journal % has one account twice', wrong USING ERRCODE = 'KV002';
  END IF;
END $$;
--> statement-breakpoint

-- Opens the accounts that are new, and refuses a code that stands for another kind or owner.
CREATE FUNCTION ledger_open_accounts(tenant uuid, journals jsonb, fresh uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  wrong text;
BEGIN
  INSERT INTO accounts AS a (tenant_id, id, code, currency, kind, owner_id, cached, min_balance)
    SELECT tenant, uuidv7(), l.code, l.currency, l.kind, l.owner_id, l.kind LIKE 'driver\_%',
           CASE WHEN l.kind = 'driver_wallet' THEN 0 END
      FROM (SELECT DISTINCT x.code, x.currency, x.kind, x.owner_id FROM ledger_legs(journals) x WHERE x.journal_id = ANY (fresh)) l
      WHERE NOT EXISTS (SELECT 1 FROM accounts k WHERE k.tenant_id = tenant AND k.code = l.code AND k.currency = l.currency)
      ORDER BY l.code, l.currency
    ON CONFLICT (tenant_id, code, currency) DO NOTHING;
  SELECT l.code INTO wrong FROM ledger_legs(journals) l
    LEFT JOIN accounts a ON a.tenant_id = tenant AND a.code = l.code AND a.currency = l.currency
    WHERE l.journal_id = ANY (fresh) AND (a.id IS NULL OR a.kind <> l.kind OR a.owner_id IS DISTINCT FROM l.owner_id) LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'account % is of another kind or owner', wrong USING ERRCODE = 'KV004';
  END IF;
END $$;
--> statement-breakpoint

-- Writes the legs of the fresh journals; cached accounts are already locked by the caller.
CREATE FUNCTION ledger_write_postings(tenant uuid, journals jsonb, fresh uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  wrong text;
BEGIN
  INSERT INTO postings (tenant_id, journal_id, seq, account_id, currency, amount_minor, account_version, balance_after)
    SELECT tenant, l.journal_id, l.seq, a.id, a.currency, l.amount,
           CASE WHEN a.cached THEN a.version + row_number() OVER run END,
           CASE WHEN a.cached THEN a.balance + sum(l.amount) OVER run END
      FROM ledger_legs(journals) l
      JOIN accounts a ON a.tenant_id = tenant AND a.code = l.code AND a.currency = l.currency
      WHERE l.journal_id = ANY (fresh)
      WINDOW run AS (PARTITION BY a.id ORDER BY l.journal_no ROWS UNBOUNDED PRECEDING);
  SELECT l.code INTO wrong FROM ledger_legs(journals) l
    JOIN accounts a ON a.tenant_id = tenant AND a.code = l.code AND a.currency = l.currency
    JOIN postings p ON p.tenant_id = tenant AND p.journal_id = l.journal_id AND p.account_id = a.id
    WHERE l.journal_id = ANY (fresh) AND l.authorising AND l.amount > 0
      AND a.min_balance IS NOT NULL AND -p.balance_after - a.held < a.min_balance LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'account % does not hold enough', wrong USING ERRCODE = 'KV005';
  END IF;
  UPDATE accounts a SET balance = a.balance + moved.amount, version = a.version + moved.legs
    FROM (SELECT p.account_id, sum(p.amount_minor) AS amount, count(*) AS legs FROM postings p
            WHERE p.tenant_id = tenant AND p.journal_id = ANY (fresh) AND p.account_version IS NOT NULL
            GROUP BY p.account_id) moved
    WHERE a.tenant_id = tenant AND a.id = moved.account_id;
END $$;
--> statement-breakpoint

/*
 * The only writer of the ledger. `journals` is an array of
 * {id, key, sha256 (hex), kind, effectiveAt, actor, sourceType, sourceId, reversesId?, authorising?,
 *  legs: [{code, kind, owner?, currency, amount}]}; all are posted or none.
 * A key seen before answers with its first journal if the content's hash is the same, and raises KV001 if not.
 * Errors: KV001 idempotency_conflict, KV002 unbalanced, KV004 account mismatch, KV005 too little on an
 * account that must say no (only where `authorising`).
 */
CREATE FUNCTION post_journals(tenant uuid, journals jsonb)
RETURNS TABLE (key text, journal_id uuid, is_new boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  fresh uuid[];
  wrong text;
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
    INSERT INTO journals (tenant_id, id, key, kind, effective_at, actor, source_type, source_id, reverses_id)
      SELECT tenant, (j.body->>'id')::uuid, j.body->>'key', j.body->>'kind', (j.body->>'effectiveAt')::timestamptz,
             j.body->>'actor', j.body->>'sourceType', (j.body->>'sourceId')::uuid, (j.body->>'reversesId')::uuid
        FROM jsonb_array_elements(post_journals.journals) AS j(body) WHERE (j.body->>'id')::uuid = ANY (fresh);
    PERFORM ledger_write_postings(tenant, post_journals.journals, fresh);
  END IF;
  RETURN QUERY SELECT k.key::text, k.journal_id, k.journal_id = ANY (fresh)
    FROM jsonb_array_elements(post_journals.journals) WITH ORDINALITY AS j(body, no)
    JOIN journal_keys k ON k.tenant_id = tenant AND k.key = j.body->>'key' ORDER BY j.no;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION ledger_legs(jsonb), ledger_check_legs(jsonb), ledger_open_accounts(uuid, jsonb, uuid[]), ledger_write_postings(uuid, jsonb, uuid[]), post_journals(uuid, jsonb) FROM PUBLIC;
