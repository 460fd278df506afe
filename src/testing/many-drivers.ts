import type postgres from "postgres";
import type { Pool } from "@/db/client";
import { type TestTenant, aTenant } from "@/testing/builders/tenant";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";

/** How many drivers charge, and how often in October. */
export interface ManyDrivers {
  readonly drivers: number;
  /** Each has so many charges; `varied`: the first one, the second two, and so on, then from one again. */
  readonly charges: number;
  readonly varied?: boolean;
  /** Without: no ratings and no journals of the operator's side, which the run of a month does not read. */
  readonly whole: boolean;
}

/** Tables whose guards are off while rows are copied. */
const GUARDED = ["journals", "postings", "journal_keys", "cdr_ratings"];

/**
 * A tenant of many drivers whose October is over, on 20 November. One charge of three periods comes in, is rated and
 * booked by the product; its rows are then copied by SQL, under new ids, as their owner. The drivers are customers
 * already: their accounts are open.
 */
export async function manyDrivers(
  pool: Pool,
  owner: postgres.Sql,
  of: ManyDrivers,
): Promise<TestTenant> {
  const tenant = await aTenant(pool, { now: "2026-11-02T11:00:00Z" });
  const { send, driver } = await aRoamingDriver(pool, tenant);
  await send("POST", "cdrs", threePeriods());
  await rateAll(tenant.ctx);
  tenant.clock.set("2026-11-20T12:00:00Z");
  await owner.begin(async (sql) => {
    for (const table of GUARDED) await sql.unsafe(`alter table ${table} disable trigger user`);
    for (const statement of copies(tenant.tenantId, driver.id, of)) await sql.unsafe(statement);
    for (const table of GUARDED) await sql.unsafe(`alter table ${table} enable trigger user`);
  });
  return tenant;
}

function threePeriods() {
  const base = cdrOf("T1", 5, 21.25);
  return {
    ...base,
    charging_periods: [6.25, 10.2, 4.8].map((volume, index) => ({
      start_date_time: `2026-10-05T10:${String(index * 20).padStart(2, "0")}:00Z`,
      tariff_id: "T1",
      dimensions: [
        { type: "ENERGY", volume },
        { type: "TIME", volume: 0.333 },
      ],
    })),
  };
}

function copies(tenantId: string, driverId: string, of: ManyDrivers): string[] {
  const own = `tenant_id = '${tenantId}'`;
  const ofDriver = `driver_id = '${driverId}'`;
  const count = of.varied ? `1 + (i - 1) % ${of.charges}` : `${of.charges}`;
  const copy = (table: string, where: string, changes: string, rows: string) => `
    insert into ${table} select made.* from (select * from ${table} where ${own} and ${where}) one
      cross join ${rows} s
      cross join lateral jsonb_populate_record(null::${table}, to_jsonb(one) || jsonb_build_object(${changes})) made`;
  const journal = (type: string, source: string, id: string, key: string) => [
    copy(
      "journals",
      `source_type = '${type}'`,
      `'id', s.${id}, 'key', '${type}:' || s.${source} || '${key}', 'source_id', s.${source}, 'effective_at', s.ended_at`,
      "seed_charges",
    ),
    copy(
      "journal_keys",
      `key like '${type}:%'`,
      `'key', '${type}:' || s.${source} || '${key}', 'journal_id', s.${id}`,
      "seed_charges",
    ),
    `insert into postings
       select p.tenant_id, s.${id}, p.seq, case when a.cached then s.account_id else p.account_id end, p.currency,
              p.amount_minor, case when a.cached then s.k end, case when a.cached then p.amount_minor * s.k end
       from seed_journals j join postings p on p.tenant_id = j.tenant_id and p.journal_id = j.id
       join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
       cross join seed_charges s where j.source_type = '${type}'`,
  ];
  return [
    `create temp table seed_drivers on commit drop as
       select i, uuidv7() as driver_id, uuidv7() as account_id, ${count} as charges
       from generate_series(1, ${of.drivers}) i`,
    `create temp table seed_charges on commit drop as
       select d.i, d.driver_id, d.account_id, k, uuidv7() as cdr_id, uuidv7() as charge_id, uuidv7() as journal_id,
              uuidv7() as cost_journal_id, uuidv7() as rating_id,
              timestamptz '2026-10-02T11:00:00Z' + k * interval '61 hours' as ended_at
       from seed_drivers d cross join lateral generate_series(1, d.charges) k`,
    `create temp table seed_journals on commit drop as
       select tenant_id, id, source_type from journals where ${own} and source_type in ('cdr', 'charge')`,
    copy(
      "drivers",
      `id = '${driverId}'`,
      `'id', s.driver_id, 'number', 'B-' || s.i, 'email', 'b' || s.i || '@kvitt.example', 'user_id', null`,
      "seed_drivers",
    ),
    copy(
      "cdrs",
      ofDriver,
      `'id', s.cdr_id, 'ocpi_id', 'B' || s.i || '-' || s.k, 'ocpi_id_upper', 'B' || s.i || '-' || s.k,
       'driver_id', s.driver_id, 'started_at', s.ended_at - interval '1 hour', 'ended_at', s.ended_at,
       'session_ocpi_id', 'S' || s.i || '-' || s.k, 'rating_id', s.rating_id`,
      "seed_charges",
    ),
    copy(
      "charges",
      ofDriver,
      `'id', s.charge_id, 'cdr_id', s.cdr_id, 'driver_id', s.driver_id, 'serviced_at', s.ended_at`,
      "seed_charges",
    ),
    copy(
      "accounts",
      `owner_id = '${driverId}'`,
      `'id', s.account_id, 'owner_id', s.driver_id, 'code', 'driver:' || s.driver_id || ':unbilled_receivable',
       'balance', one.balance * s.charges, 'version', one.version * s.charges`,
      "seed_drivers",
    ),
    `insert into accounts (tenant_id, id, code, currency, kind, owner_id, cached)
       select '${tenantId}', uuidv7(), 'driver:' || driver_id || ':receivable', 'SEK', 'driver_receivable', driver_id, true
       from seed_drivers`,
    ...journal("charge", "charge_id", "journal_id", ""),
    ...(of.whole
      ? [
          copy(
            "cdr_ratings",
            `cdr_id in (select id from cdrs where ${own} and ${ofDriver})`,
            `'id', s.rating_id, 'cdr_id', s.cdr_id`,
            "seed_charges",
          ),
          ...journal("cdr", "cdr_id", "cost_journal_id", ":cost"),
        ]
      : []),
  ];
}
