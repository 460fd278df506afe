import { sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import type { Ctx } from "@/services/context";

/** What else a session was billed by. */
export interface SessionMates {
  /** Another CDR of the session that stands: it was accepted, or came before and is not decided. */
  readonly standing: Id<"cdr"> | null;
  /** The last CDR of the session that was taken back, by its own CPO's credit. */
  readonly credited: Id<"cdr"> | null;
}

type Asked = Pick<
  typeof cdrs.$inferSelect,
  "id" | "partnerId" | "sessionOcpiId" | "isCredit" | "receivedAt"
>;

/**
 * The other CDRs of the sessions of some CDRs, by the CDR's id; nothing where there are none. An accepted one
 * counts whenever it came: two that arrive at once may be rated in either order.
 */
export async function findSessionMates(
  ctx: Ctx,
  rows: readonly Asked[],
): Promise<Map<Id<"cdr">, SessionMates>> {
  const asks = rows.flatMap((row) =>
    row.sessionOcpiId === null || row.isCredit
      ? []
      : [
          {
            id: row.id,
            partner_id: row.partnerId,
            session_id: row.sessionOcpiId,
            received_at: row.receivedAt.toString(),
          },
        ],
  );
  if (asks.length === 0) return new Map();
  const found = await ctx.db.execute<
    { id: Id<"cdr"> } & SessionMates & Record<string, unknown>
  >(sql`
    select ask.id,
      (array_agg(o.id order by o.received_at, o.id) filter (where o.credited_by_cdr_id is null
        and (o.state = 'accepted' or o.state <> 'rejected'
          and (o.received_at, o.id) < (ask.received_at, ask.id))))[1] as standing,
      (array_agg(o.id order by o.received_at desc, o.id desc)
        filter (where o.credited_by_cdr_id is not null))[1] as credited
    from json_to_recordset(${JSON.stringify(asks)}::json)
      as ask(id uuid, partner_id uuid, session_id text, received_at timestamptz)
    join ${cdrs} o on o.tenant_id = ${ctx.tenantId} and o.partner_id = ask.partner_id
      and o.session_ocpi_id = ask.session_id and not o.is_credit and o.id <> ask.id
    group by ask.id`);
  return new Map([...found].map(({ id, standing, credited }) => [id, { standing, credited }]));
}
