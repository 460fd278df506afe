import postgres from "postgres";

/**
 * Copies the open charges, with the same indexes and without foreign keys and triggers, so that the bare statement has
 * equal data. Needs the administrator.
 */
export async function copyCharges(adminUrl: string): Promise<void> {
  const owner = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  await owner.unsafe(
    "create table bench_charges (like charges including defaults including indexes)",
  );
  await owner.unsafe("insert into bench_charges select * from charges");
  await owner.unsafe(
    "create table bench_sums (driver_id uuid, currency char(3), n bigint, net bigint, vat bigint, gross bigint)",
  );
  await owner.unsafe("vacuum (analyze) bench_charges");
  await owner.unsafe("checkpoint");
  await owner.unsafe("grant all on bench_charges, bench_sums to kvitt_owner");
  await owner.end();
}

/** One statement that sums the open charges by driver and marks them, and does nothing else. Answers how many drivers. */
export async function sumAndMark(owner: postgres.Sql): Promise<number> {
  const summed = await owner.unsafe(`
    with marked as (
      update bench_charges set state = 'invoiced' where state = 'open'
      returning driver_id, currency, net_minor, vat_minor, gross_minor)
    insert into bench_sums
    select driver_id, currency, count(*), sum(net_minor), sum(vat_minor), sum(gross_minor)
    from marked group by driver_id, currency`);
  return summed.count;
}
